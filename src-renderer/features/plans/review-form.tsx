import { Button, Group, Radio, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PlanDetail, REVIEW_AFTER_DAYS, reviewOutcomes } from '../../../src-shared/contract/plans.ts';
import { addDays } from '../../../src-shared/domain/dates.ts';
import { useWrite } from '../../app/api.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DraftMark, ErrorNotice, todayLocal, useDraft } from '../../components/index.ts';

interface ReviewValues {
  readonly reviewedOn: string | null;
  readonly outcome: string;
  readonly progress: string;
  readonly nextReviewOn: string | null;
  /** By goal id; a goal without an entry is not rated yet. */
  readonly ratings: Readonly<Record<string, number>>;
  readonly notes: Readonly<Record<string, string>>;
}

const RATINGS = [0, 1, 2, 3, 4] as const;

export function ReviewForm(props: { readonly plan: PlanDetail; readonly onDone: () => void }) {
  const { t } = useTranslation('plans');
  const { plan } = props;
  const today = todayLocal();
  const draft = useDraft<ReviewValues>('review', plan.student.id, plan.planId, {
    reviewedOn: today,
    outcome: 'progress',
    progress: '',
    nextReviewOn: addDays(today, REVIEW_AFTER_DAYS),
    ratings: {},
    notes: {},
  });
  const save = useWrite('plans.review', {
    invalidates: ['plans.list', 'plans.detail', 'students.file', 'students.chronology'],
    draft,
  });
  const fieldError = useFieldErrors(save.error);
  const { values, setValues } = draft;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          {
            planId: plan.planId,
            reviewedOn: values.reviewedOn ?? '',
            outcome: reviewOutcomes.find((known) => known === values.outcome) ?? 'unchanged',
            progress: values.progress,
            nextReviewOn: values.nextReviewOn ?? '',
            goals: plan.goals.flatMap(({ goalId }) => {
              const rating = values.ratings[goalId];
              return rating === undefined ? [] : [{ goalId, rating, note: values.notes[goalId] ?? null }];
            }),
          },
          { onSuccess: props.onDone },
        );
      }}
    >
      <Stack>
        <Group grow>
          <DateField
            label={t('review.reviewedOn')}
            required
            value={values.reviewedOn}
            onChange={(reviewedOn) => setValues({ reviewedOn })}
            error={fieldError('reviewedOn')}
          />
          <DateField
            label={t('review.next')}
            required
            value={values.nextReviewOn}
            onChange={(nextReviewOn) => setValues({ nextReviewOn })}
            error={fieldError('nextReviewOn')}
          />
        </Group>
        {plan.goals.map(({ goalId, statement }) => (
          <Stack gap={4} key={goalId}>
            <Radio.Group
              label={t('review.rate', { goal: statement })}
              required
              value={values.ratings[goalId] === undefined ? null : String(values.ratings[goalId])}
              onChange={(value) => setValues({ ratings: { ...values.ratings, [goalId]: Number(value) } })}
            >
              <Group gap="md" mt={4}>
                {RATINGS.map((rating) => (
                  <Radio key={rating} value={String(rating)} size="xs" label={`${rating} ${t(`review.r${rating}`)}`} />
                ))}
              </Group>
            </Radio.Group>
            <TextInput
              size="xs"
              placeholder={t('review.note')}
              aria-label={t('review.note')}
              value={values.notes[goalId] ?? ''}
              onChange={(event) => setValues({ notes: { ...values.notes, [goalId]: event.currentTarget.value } })}
            />
          </Stack>
        ))}
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('review.outcome')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('review.outcome')}
            value={values.outcome}
            onChange={(outcome) => setValues({ outcome })}
            data={reviewOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          />
        </div>
        <Textarea
          label={t('review.progress')}
          description={t('review.progressHint')}
          required
          autosize
          minRows={3}
          value={values.progress}
          onChange={(event) => setValues({ progress: event.currentTarget.value })}
          error={fieldError('progress')}
        />
        <ErrorNotice error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('review.save')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('review.fixed')}
          </Text>
          <DraftMark savedAt={draft.savedAt} />
        </Group>
      </Stack>
    </form>
  );
}
