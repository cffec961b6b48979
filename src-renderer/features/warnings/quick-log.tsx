import { Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { networkLevels, reporterRoles } from '../../../src-shared/domain/codes/network.ts';
import { useWrite } from '../../app/api.ts';
import type { QuickFormProps } from '../../app/quick-forms.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import {
  DateField,
  DraftFooter,
  daysLate,
  ErrorNotice,
  Loading,
  StudentSet,
  todayLocal,
  useFirstFocus,
  useSetDraft,
} from '../../components/index.ts';

interface Values {
  readonly day: string | null;
  readonly time: string;
  readonly reporterRole: Input<'warnings.report'>['reporterRole'];
  readonly networkLevel: Input<'warnings.report'>['networkLevel'];
  readonly reporterName: string;
  readonly verbatim: string;
  readonly observed: string;
  readonly inferred: string;
  readonly actionTaken: string;
  readonly nextStep: string;
  readonly urgent: boolean;
  readonly restricted: boolean;
}
type TextKey = 'verbatim' | 'observed' | 'inferred' | 'actionTaken' | 'nextStep';

const fresh = (): Values => ({
  day: todayLocal(),
  time: new Date().toTimeString().slice(0, 5),
  reporterRole: 'counselor',
  networkLevel: 'school',
  reporterName: '',
  verbatim: '',
  observed: '',
  inferred: '',
  actionTaken: '',
  nextStep: '',
  urgent: false,
  restricted: false,
});

/** 记一笔: one event about one or more students, in under a minute. */
export function QuickLog(props: QuickFormProps) {
  const { t, i18n } = useTranslation('warnings');
  const draft = useSetDraft<Values>('quickLog', props.students, fresh());
  const [alone, setAlone] = useState(false);
  const save = useWrite('warnings.report', {
    invalidates: [
      'warnings.reports',
      'warnings.reviews',
      'students.file',
      'students.chronology',
      'today.overview',
      'drafts.list',
    ],
    draft,
  });
  const fieldError = useFieldErrors(save.error);
  const form = useFirstFocus<HTMLFormElement>(draft.ready);
  const { values, setValues, students } = draft;
  if (!draft.ready) return <Loading />;

  const text = (key: TextKey, minRows: number, focus = false) => (
    <Textarea
      label={t(`report.${key}`)}
      description={t(`quickLog.hint.${key}`)}
      autosize
      minRows={minRows}
      data-autofocus={focus || undefined}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );
  const occurredAt = new Date(`${values.day ?? todayLocal()}T${values.time || '12:00'}:00`);
  const late = Number.isNaN(occurredAt.getTime()) ? 0 : daysLate(occurredAt.toISOString(), new Date().toISOString());
  const submit = (): void => {
    setAlone(students.length === 0);
    if (students.length === 0 || draft.moving) return;
    const { day: _day, time: _time, ...rest } = values;
    save.mutate(
      { ...rest, occurredAt: occurredAt.toISOString(), studentIds: students.map(({ id }) => id), draftId: 'new' },
      {
        onSuccess: ({ reviewIds }) => {
          const [only, ...others] = students;
          const names = students.map(({ name }) => name).join(t('comma'));
          const to = only && others.length === 0 ? `/students/${only.id}` : '/warnings?tab=reports';
          props.onSaved({
            message: t(reviewIds.length > 0 ? 'quickLog.savedUrgent' : 'quickLog.saved', { names }),
            to: reviewIds.length > 0 ? '/warnings' : to,
          });
        },
      },
    );
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <StudentSet
          label={t('quickLog.who')}
          draft={draft}
          several
          error={alone && students.length === 0 ? t('quickLog.needStudent') : null}
        />
        {!draft.moving && (
          <>
            {text('observed', 2, students.length > 0)}
            {text('verbatim', 1)}
            {text('inferred', 1)}
            <Group grow align="flex-start">
              {text('actionTaken', 1)}
              {text('nextStep', 1)}
            </Group>
            <Group grow align="flex-start">
              <DateField
                label={t('quickLog.day')}
                required
                maxDate={todayLocal()}
                value={values.day}
                onChange={(day) => setValues({ day })}
                error={fieldError('occurredAt')}
              />
              <TextInput
                type="time"
                label={t('quickLog.time')}
                required
                value={values.time}
                onChange={(event) => setValues({ time: event.currentTarget.value })}
              />
              <Select
                label={t('quickLog.kind')}
                allowDeselect={false}
                data={codeOptions(reporterRoles, i18n.language)}
                value={values.reporterRole}
                onChange={(role) => role && setValues({ reporterRole: role, networkLevel: reporterRoles.find(role).level })}
              />
              <Select
                label={t('quickLog.network')}
                allowDeselect={false}
                data={codeOptions(networkLevels, i18n.language)}
                value={values.networkLevel}
                onChange={(networkLevel) => networkLevel && setValues({ networkLevel })}
              />
            </Group>
            {late > 0 && (
              <Text size="xs" c="dimmed">
                {t('quickLog.late', { count: late })}
              </Text>
            )}
            <Group>
              <Checkbox
                label={t('quickLog.urgent')}
                checked={values.urgent}
                onChange={(event) => setValues({ urgent: event.currentTarget.checked })}
              />
              <Checkbox
                label={t('quickLog.restricted')}
                checked={values.restricted}
                onChange={(event) => setValues({ restricted: event.currentTarget.checked })}
              />
            </Group>
            <ErrorNotice error={save.error} />
            <DraftFooter draft={draft} saving={save.isPending} save={t('quickLog.save')} />
          </>
        )}
      </Stack>
    </form>
  );
}
