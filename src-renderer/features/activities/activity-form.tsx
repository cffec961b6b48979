import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { ActivityRow } from '../../../src-shared/contract/activities.ts';
import { type ActivityKind, activityKinds } from '../../../src-shared/domain/codes.ts';
import { useWrite } from '../../app/api.ts';
import { codeOptions, codeWord } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DraftMark, ErrorNotice, todayLocal, useDraft } from '../../components/index.ts';

interface ActivityValues {
  readonly kind: ActivityKind;
  readonly title: string;
  readonly heldOn: string | null;
  readonly startTime: string;
  readonly minutes: number;
  readonly lessons: number;
  readonly audience: string;
  readonly grade: number | null;
  readonly people: number | null;
  readonly note: string;
}

/** Makes an entry of the given kind, or changes the given one. */
export function ActivityForm(props: { readonly row?: ActivityRow; readonly kind?: ActivityKind; readonly onDone: () => void }) {
  const { t, i18n } = useTranslation('activities');
  const { row } = props;
  const kind = row && activityKinds.has(row.kind) ? row.kind : (props.kind ?? 'other');
  const draft = useDraft<ActivityValues>('activity', '', row?.activityId ?? `new-${kind}`, {
    kind,
    title: row?.title ?? '',
    heldOn: row?.heldOn ?? todayLocal(),
    startTime: row?.startTime ?? '',
    minutes: row?.minutes ?? (kind === 'duty' ? 120 : 0),
    lessons: row?.lessons ?? (kind === 'lesson' ? 1 : 0),
    audience: row?.audience ?? '',
    grade: row?.grade ?? null,
    people: row?.people ?? null,
    note: row?.note ?? '',
  });
  const save = useWrite('activities.save', { invalidates: ['activities.list'], draft });
  const fieldError = useFieldErrors(save.error);
  const { values, setValues } = draft;
  const numberOr = <T extends number | null>(value: string | number, otherwise: T): number | T =>
    typeof value === 'number' ? value : otherwise;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          {
            ...values,
            // A duty needs no name of its own.
            title: values.title.trim() === '' ? codeWord(activityKinds, values.kind, 'zh') : values.title,
            heldOn: values.heldOn ?? '',
            startTime: values.startTime === '' ? null : values.startTime,
            stage: row?.stage ?? null,
            ...(row && { activityId: row.activityId, revision: row.revision }),
          },
          { onSuccess: props.onDone },
        );
      }}
    >
      <Stack>
        <Select
          label={t('kind')}
          required
          allowDeselect={false}
          data={codeOptions(activityKinds, i18n.language)}
          value={values.kind}
          onChange={(value) => value && setValues({ kind: value })}
        />
        <TextInput
          label={t('name')}
          placeholder={codeWord(activityKinds, values.kind, i18n.language)}
          value={values.title}
          onChange={(event) => setValues({ title: event.currentTarget.value })}
          error={fieldError('title')}
        />
        <SimpleGrid cols={2}>
          <DateField
            label={t('date')}
            required
            value={values.heldOn}
            onChange={(heldOn) => setValues({ heldOn })}
            error={fieldError('heldOn')}
          />
          <TimeInput
            label={t('time')}
            value={values.startTime}
            onChange={(event) => setValues({ startTime: event.currentTarget.value })}
          />
          <NumberInput
            label={t('lessons')}
            min={0}
            max={60}
            step={0.5}
            value={values.lessons}
            onChange={(value) => setValues({ lessons: numberOr(value, 0) })}
            error={fieldError('lessons')}
          />
          <NumberInput
            label={t('minutes')}
            min={0}
            max={2000}
            allowDecimal={false}
            value={values.minutes}
            onChange={(value) => setValues({ minutes: numberOr(value, 0) })}
            error={fieldError('minutes')}
          />
          <NumberInput
            label={t('grade')}
            min={1}
            max={12}
            allowDecimal={false}
            value={values.grade ?? ''}
            onChange={(value) => setValues({ grade: numberOr(value, null) })}
            error={fieldError('grade')}
          />
          <NumberInput
            label={t('people')}
            min={0}
            allowDecimal={false}
            value={values.people ?? ''}
            onChange={(value) => setValues({ people: numberOr(value, null) })}
            error={fieldError('people')}
          />
        </SimpleGrid>
        <TextInput
          label={t('audience')}
          placeholder={t('audienceHint')}
          value={values.audience}
          onChange={(event) => setValues({ audience: event.currentTarget.value })}
        />
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          value={values.note}
          onChange={(event) => setValues({ note: event.currentTarget.value })}
        />
        <ErrorNotice error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <DraftMark savedAt={draft.savedAt} />
        </Group>
        {row && <Remove activityId={row.activityId} onDone={props.onDone} />}
      </Stack>
    </form>
  );
}

function Remove(props: { readonly activityId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('activities');
  const [asking, ask] = useDisclosure(false);
  const remove = useWrite('activities.remove', { invalidates: ['activities.list'] });
  if (!asking) {
    return (
      <Group>
        <Button variant="subtle" color="red" onClick={ask.open}>
          {t('remove')}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('removeText')}</Text>
      <ErrorNotice error={remove.error} />
      <Group>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate({ activityId: props.activityId }, { onSuccess: props.onDone })}
        >
          {t('remove')}
        </Button>
        <Button variant="default" onClick={ask.close}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
