import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { reviewOutcomes } from '../../../src-shared/contract/warnings.ts';
import { useWrite } from '../../app/api.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DraftMark, ErrorNotice, SectionCard, todayLocal, useDraft } from '../../components/index.ts';
import { LevelFields, type LevelValues, noLevel } from './level-fields.tsx';

interface Values extends LevelValues {
  readonly interviewedOn: string | null;
  readonly outcome: Input<'warnings.decide'>['outcome'];
  readonly note: string;
}

/** Ends a review: the words stay, the form is kept as a draft until then. */
export function DecisionForm(props: {
  readonly reviewId: string;
  readonly studentId: string;
  readonly level: number | null;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('warnings');
  const initial: Values = { ...noLevel, interviewedOn: todayLocal(), outcome: 'no_level', note: '' };
  const draft = useDraft<Values>('review', props.studentId, props.reviewId, initial);
  const decide = useWrite('warnings.decide', {
    invalidates: [
      'warnings.reviews',
      'warnings.review',
      'warnings.levels',
      'warnings.history',
      'students.file',
      'students.chronology',
      'today.overview',
    ],
    draft,
  });
  const fieldError = useFieldErrors(decide.error);
  const { values, setValues } = draft;
  const setsLevel = values.outcome === 'level_set';
  return (
    <SectionCard title={t('decision.title')} actions={<DraftMark savedAt={draft.savedAt} />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate(
            {
              reviewId: props.reviewId,
              interviewedOn: values.outcome === 'unreachable' ? null : values.interviewedOn,
              outcome: values.outcome,
              note: values.note,
              ...(setsLevel && {
                level: values.level,
                basis: values.basis,
                reason: values.reason,
                nextReviewOn: values.nextReviewOn,
              }),
              draftId: props.reviewId,
            },
            { onSuccess: props.onDone },
          );
        }}
      >
        <Stack>
          <Radio.Group
            label={t('decision.outcome')}
            value={values.outcome}
            onChange={(value) => {
              const outcome = reviewOutcomes.find((one) => one === value);
              if (outcome) setValues({ outcome });
            }}
          >
            <Group mt={6}>
              {reviewOutcomes.map((outcome) => (
                <Radio key={outcome} value={outcome} label={t(`outcome.${outcome}`)} />
              ))}
            </Group>
          </Radio.Group>
          {values.outcome !== 'unreachable' && (
            <DateField
              label={t('decision.interviewedOn')}
              required={values.outcome !== 'retest'}
              maxDate={todayLocal()}
              value={values.interviewedOn}
              onChange={(interviewedOn) => setValues({ interviewedOn })}
              error={fieldError('interviewedOn')}
              maw={240}
            />
          )}
          <Textarea
            label={t('decision.note')}
            description={t(`decision.noteHint.${values.outcome}`)}
            required
            autosize
            minRows={3}
            value={values.note}
            onChange={(event) => setValues({ note: event.currentTarget.value })}
            error={fieldError('note')}
          />
          {setsLevel && <LevelFields values={values} onChange={setValues} fieldError={fieldError} />}
          <ErrorNotice error={decide.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={decide.isPending}>
              {t('decision.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SectionCard>
  );
}
