import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { levelBases } from '../../../src-shared/domain/codes/network.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import {
  DateField,
  DraftMark,
  ErrorNotice,
  formatDate,
  LevelBadge,
  SectionCard,
  todayLocal,
  useDraft,
} from '../../components/index.ts';
import { LevelFields, type LevelValues, noLevel } from './level-fields.tsx';

interface Values extends LevelValues {
  readonly decidedOn: string | null;
}

/** A student's levels so far and the form for the next judgement. */
export function LevelDialog(props: { readonly studentId: string; readonly title: string; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('warnings');
  const history = useRead('warnings.history', { studentId: props.studentId });
  const draft = useDraft<Values>('level', props.studentId, 'new', { ...noLevel, decidedOn: todayLocal() });
  const set = useWrite('warnings.setLevel', {
    invalidates: [
      'warnings.levels',
      'warnings.history',
      'warnings.reviews',
      'students.file',
      'students.list',
      'students.chronology',
      'today.overview',
    ],
    draft,
  });
  const fieldError = useFieldErrors(set.error);
  const { values, setValues } = draft;
  const rows = history.data ?? [];
  return (
    <Modal opened onClose={props.onClose} size="xl" title={props.title}>
      <Stack>
        <SectionCard title={t('level.change')} actions={<DraftMark savedAt={draft.savedAt} />}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const { level, basis, decidedOn } = values;
              if (level === null || basis === null || decidedOn === null) return;
              set.mutate(
                {
                  studentId: props.studentId,
                  toLevel: level,
                  basis,
                  reason: values.reason,
                  decidedOn,
                  nextReviewOn: values.nextReviewOn,
                },
                { onSuccess: props.onClose },
              );
            }}
          >
            <Stack>
              <LevelFields values={values} onChange={setValues} fieldError={fieldError} />
              <DateField
                label={t('level.decidedOn')}
                required
                maw={240}
                maxDate={todayLocal()}
                value={values.decidedOn}
                onChange={(decidedOn) => setValues({ decidedOn })}
                error={fieldError('decidedOn')}
              />
              <ErrorNotice error={set.error} />
              <Group justify="flex-end">
                <Button type="submit" loading={set.isPending} disabled={values.level === null}>
                  {t('level.save')}
                </Button>
              </Group>
            </Stack>
          </form>
        </SectionCard>
        <ErrorNotice error={history.error} />
        {rows.length > 0 && (
          <SectionCard title={t('level.history')}>
            <Stack gap="xs">
              {rows.map((row) => (
                <div key={row.id}>
                  <Group gap="xs">
                    <Text size="sm">{formatDate(row.decidedOn)}</Text>
                    <LevelBadge level={row.toLevel} />
                    <Text size="sm" c="dimmed">
                      {row.decidedBy} · {levelBases.label(row.basis, i18n.language === 'en' ? 'en' : 'zh')}
                    </Text>
                  </Group>
                  <Text size="sm">{row.restricted ? t('restricted') : row.reason}</Text>
                </div>
              ))}
            </Stack>
          </SectionCard>
        )}
      </Stack>
    </Modal>
  );
}
