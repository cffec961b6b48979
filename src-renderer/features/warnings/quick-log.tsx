import { Button, Checkbox, Group, Pill, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { networkLevels, reporterRoles } from '../../../src-shared/domain/codes/network.ts';
import { useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DraftMark, ErrorNotice, todayLocal, useDraft } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

interface Values {
  readonly students: readonly { readonly id: string; readonly name: string }[];
  readonly day: string | null;
  readonly time: string;
  readonly reporterRole: Input<'warnings.report'>['reporterRole'];
  readonly networkLevel: Input<'warnings.report'>['networkLevel'];
  readonly reporterName: string;
  readonly verbatim: string;
  readonly observed: string;
  readonly inferred: string;
  readonly nextStep: string;
  readonly urgent: boolean;
  readonly restricted: boolean;
}

const DRAFT = 'new';

const fresh = (): Values => ({
  students: [],
  day: todayLocal(),
  time: new Date().toTimeString().slice(0, 5),
  reporterRole: 'counselor',
  networkLevel: 'school',
  reporterName: '',
  verbatim: '',
  observed: '',
  inferred: '',
  nextStep: '',
  urgent: false,
  restricted: false,
});

/** 记一笔: one event about one or more students, in under a minute. */
export function QuickLog(props: { readonly onDone: () => void }) {
  const { t, i18n } = useTranslation('warnings');
  const draft = useDraft<Values>('quickLog', '', DRAFT, fresh());
  const { values, setValues } = draft;
  const save = useWrite('warnings.report', {
    invalidates: ['warnings.reports', 'warnings.reviews', 'students.file', 'students.chronology', 'today.overview'],
  });
  const fieldError = useFieldErrors(save.error);

  const add = (id: string, name: string) => {
    if (values.students.some((student) => student.id === id)) return;
    setValues({ students: [...values.students, { id, name }] });
  };

  const text = (key: 'verbatim' | 'observed' | 'inferred' | 'nextStep', minRows: number) => (
    <Textarea
      label={t(`report.${key}`)}
      description={t(`quickLog.hint.${key}`)}
      autosize
      minRows={minRows}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          {
            occurredAt: new Date(`${values.day ?? todayLocal()}T${values.time || '12:00'}:00`).toISOString(),
            studentIds: values.students.map((student) => student.id),
            networkLevel: values.networkLevel,
            reporterRole: values.reporterRole,
            reporterName: values.reporterName,
            verbatim: values.verbatim,
            observed: values.observed,
            inferred: values.inferred,
            nextStep: values.nextStep,
            urgent: values.urgent,
            restricted: values.restricted,
            draftId: DRAFT,
          },
          {
            onSuccess: () => {
              void draft.discard().then(props.onDone);
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        <StudentPicker label={t('quickLog.who')} onPick={add} autoFocus />
        {values.students.length > 0 && (
          <Pill.Group>
            {values.students.map((student) => (
              <Pill
                key={student.id}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': t('quickLog.remove', { name: student.name }),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => setValues({ students: values.students.filter((one) => one.id !== student.id) })}
              >
                {student.name}
              </Pill>
            ))}
          </Pill.Group>
        )}
        <Group grow>
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
        {text('observed', 2)}
        {text('verbatim', 1)}
        {text('inferred', 1)}
        {text('nextStep', 1)}
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
        <Group justify="space-between">
          <DraftMark savedAt={draft.savedAt} />
          <Button type="submit" loading={save.isPending} disabled={values.students.length === 0}>
            {t('quickLog.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
