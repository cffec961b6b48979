import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolShape } from '../../../src-shared/domain/class-name.ts';
import { schoolYearName, schoolYearOf, termKinds } from '../../../src-shared/domain/school-calendar.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { NO_GROUND, toBasis } from '../../components/ground.ts';
import { DateField, ErrorNotice, todayLocal } from '../../components/index.ts';
import { useAssessmentWords } from './words.ts';

/** Opens a round; everyone enrolled in the chosen grades is listed as due. */
export function NewRound(props: { readonly onClose: () => void; readonly onMade: (roundId: string) => void }) {
  const { t } = useTranslation('assessments');
  const { scales, language, gradeWord } = useAssessmentWords();
  const session = useRead('vault.session', {});
  const thisYear = schoolYearOf(todayLocal());
  const [title, setTitle] = useState('');
  const [scaleId, setScaleId] = useState('mht');
  const [schoolYear, setSchoolYear] = useState(thisYear);
  const [term, setTerm] = useState<(typeof termKinds)[number]>(todayLocal().slice(5) >= '09-01' ? 'autumn' : 'spring');
  const [openedOn, setOpenedOn] = useState<string | null>(todayLocal());
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [ground, setGround] = useState(NO_GROUND);
  const { consent } = useSlots();
  const create = useWrite('assessments.createRound', { invalidates: ['assessments.rounds', 'today.overview'] });
  const fieldError = useFieldErrors(create.error);
  const shape = session.data ? schoolShape(session.data.session.schoolType) : [];
  const grades = shape.flatMap(({ stage, years }) => Array.from({ length: years }, (_, index) => ({ stage, grade: index + 1 })));
  const keyOf = (grade: (typeof grades)[number]) => `${grade.stage}-${grade.grade}`;
  const scale = scales.find((one) => one.id === scaleId);
  return (
    <Modal opened onClose={props.onClose} size="lg" title={t('newRound.open')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(
            {
              title,
              scaleId,
              schoolYear,
              term,
              openedOn: openedOn ?? '',
              grades: grades.filter((grade) => chosen.includes(keyOf(grade))),
              basis: toBasis(ground),
            },
            { onSuccess: (made) => props.onMade(made.roundId) },
          );
        }}
      >
        <Stack>
          <TextInput
            label={t('newRound.title')}
            required
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={fieldError('title')}
          />
          <Select
            label={t('column.scale')}
            required
            allowDeselect={false}
            data={scales.map((one) => ({ value: one.id, label: one.name[language] }))}
            value={scaleId}
            onChange={(value) => value !== null && setScaleId(value)}
          />
          {scale && (
            <Text size="xs" c="dimmed">
              {scale.credit[language]}
              {scale.importOnly && ` · ${t('newRound.importOnly')}`}
            </Text>
          )}
          <Group grow align="flex-start">
            <NumberInput
              label={t('newRound.schoolYear')}
              description={schoolYearName(schoolYear, language)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              min={2000}
              max={2200}
              value={schoolYear}
              onChange={(value) => setSchoolYear(Number(value) || thisYear)}
            />
            <Select
              label={t('newRound.term')}
              allowDeselect={false}
              data={termKinds.map((value) => ({ value, label: t(`term.${value}`) }))}
              value={term}
              onChange={(value) => value && setTerm(value)}
            />
            <DateField
              label={t('column.openedOn')}
              required
              value={openedOn}
              onChange={setOpenedOn}
              error={fieldError('openedOn')}
            />
          </Group>
          <Checkbox.Group
            label={t('column.grades')}
            required
            value={[...chosen]}
            onChange={setChosen}
            error={fieldError('grades')}
          >
            <Group mt={6}>
              {grades.map((grade) => (
                <Checkbox key={keyOf(grade)} value={keyOf(grade)} label={gradeWord(grade)} />
              ))}
            </Group>
          </Checkbox.Group>
          {consent && (
            <consent.PlannedReach
              schoolYear={schoolYear}
              grades={grades.filter((grade) => chosen.includes(keyOf(grade)))}
              on={openedOn}
              ground={ground}
              onGround={setGround}
              fieldError={fieldError}
            />
          )}
          <ErrorNotice error={create.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
              {t('newRound.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
