import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScaleDefinition } from '../../../src-shared/domain/scale.ts';
import { useWrite } from '../../app/api.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DraftMark, ErrorNotice, todayLocal, useDraft } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

interface Values {
  readonly studentId: string;
  readonly name: string;
  readonly takenOn: string | null;
  readonly answers: readonly (number | null)[];
}

/** Answers of an embedded scale typed from paper, item by item. */
export function EnterResult(props: { readonly roundId: string; readonly scale: ScaleDefinition; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('assessments');
  const { scale } = props;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const draft = useDraft<Values>('enterResult', '', props.roundId, {
    studentId: '',
    name: '',
    takenOn: todayLocal(),
    answers: Array.from({ length: scale.itemCount }, () => null),
  });
  const { values, setValues } = draft;
  const enter = useWrite('assessments.enterResult', {
    invalidates: ['assessments.roundDetail', 'assessments.rounds', 'warnings.reviews', 'today.overview'],
    draft,
  });
  const fieldError = useFieldErrors(enter.error);
  const choices = Array.from({ length: scale.answers.max - scale.answers.min + 1 }, (_, index) => scale.answers.min + index);
  const missing = values.answers.filter((answer) => answer === null).length;
  return (
    <Modal opened onClose={props.onClose} size="xl" title={`${t('enter.open')} · ${scale.name[language]}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate({
            roundId: props.roundId,
            studentId: values.studentId,
            takenOn: values.takenOn ?? '',
            answers: [...values.answers],
          });
        }}
      >
        <Stack>
          {enter.data && (
            <Alert role="status">
              {t(enter.data.immediate ? 'enter.immediate' : enter.data.reviewOpened ? 'enter.review' : 'enter.done')}
            </Alert>
          )}
          <Group grow align="flex-start">
            <StudentPicker
              label={values.name === '' ? t('column.student') : `${t('column.student')} · ${values.name}`}
              onPick={(studentId, name) => setValues({ studentId, name })}
              autoFocus
            />
            <DateField
              label={t('enter.takenOn')}
              required
              maxDate={todayLocal()}
              value={values.takenOn}
              onChange={(takenOn) => setValues({ takenOn })}
              error={fieldError('takenOn')}
            />
          </Group>
          {values.answers.map((answer, index) => (
            <Radio.Group
              // The items of a scale have a fixed order.
              key={scale.items?.[index]?.zh ?? String(index)}
              label={`${index + 1}. ${scale.items?.[index]?.[language] ?? ''}`}
              value={answer === null ? null : String(answer)}
              onChange={(value) => setValues({ answers: values.answers.map((old, at) => (at === index ? Number(value) : old)) })}
            >
              <Group mt={4}>
                {choices.map((choice, at) => (
                  <Radio
                    key={choice}
                    value={String(choice)}
                    label={`${choice} ${scale.answers.labels?.[at]?.[language] ?? ''}`}
                  />
                ))}
              </Group>
            </Radio.Group>
          ))}
          <Text size="xs" c="dimmed">
            {scale.credit[language]}
          </Text>
          <ErrorNotice error={enter.error} />
          <Group justify="space-between">
            <Group>
              <DraftMark savedAt={draft.savedAt} />
              {missing > 0 && <Text size="sm">{t('enter.missing', { count: missing })}</Text>}
            </Group>
            <Button type="submit" loading={enter.isPending} disabled={values.studentId === ''}>
              {t('enter.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
