import { ActionIcon, Button, Fieldset, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { goalDomains } from '../../../src-shared/domain/codes.ts';
import { codeOptions } from '../../components/code-options.ts';
import { DateField } from '../../components/index.ts';
import { freshGoal, freshIntervention, type GoalValues, type InterventionValues } from './plan-values.ts';

type FieldError = (field: string) => string | null;

export function GoalList(props: {
  readonly goals: readonly GoalValues[];
  readonly onChange: (goals: readonly GoalValues[]) => void;
  readonly fieldError: FieldError;
}) {
  const { t } = useTranslation('plans');
  const { goals, onChange } = props;
  return (
    <Stack>
      {goals.map((goal, index) => (
        <Goal
          key={goal.key}
          goal={goal}
          index={index}
          fieldError={props.fieldError}
          onChange={(next) => onChange(goals.map((old) => (old.key === goal.key ? next : old)))}
          onRemove={goals.length > 1 ? () => onChange(goals.filter((old) => old.key !== goal.key)) : null}
        />
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...goals, freshGoal()])}
        >
          {t('form.addGoal')}
        </Button>
      </Group>
    </Stack>
  );
}

function Goal(props: {
  readonly goal: GoalValues;
  readonly index: number;
  readonly fieldError: FieldError;
  readonly onChange: (goal: GoalValues) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t, i18n } = useTranslation('plans');
  const { goal, index, onChange } = props;
  const set = (next: Partial<GoalValues>) => onChange({ ...goal, ...next });
  const fieldError: FieldError = (field) => props.fieldError(`goals.${index}.${field}`);
  const number = index + 1;
  return (
    <Fieldset legend={t('form.goal', { number })}>
      <Stack gap="sm">
        <Group align="flex-start" wrap="nowrap">
          <Select
            w={140}
            label={t('form.domain')}
            required
            allowDeselect={false}
            data={codeOptions(goalDomains, i18n.language)}
            value={goal.domain}
            onChange={(domain) => domain && set({ domain })}
          />
          <TextInput
            flex={1}
            label={t('form.statement')}
            placeholder={t('form.statementHint')}
            required
            value={goal.statement}
            onChange={(event) => set({ statement: event.currentTarget.value })}
            error={fieldError('statement')}
          />
          {props.onRemove && (
            <ActionIcon
              mt={24}
              variant="subtle"
              color="gray"
              aria-label={t('form.removeGoal', { number })}
              onClick={props.onRemove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <TextInput
            label={t('form.baseline')}
            value={goal.baseline}
            onChange={(event) => set({ baseline: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.target')}
            required
            value={goal.target}
            onChange={(event) => set({ target: event.currentTarget.value })}
            error={fieldError('target')}
          />
          <TextInput
            label={t('form.measure')}
            value={goal.measure}
            onChange={(event) => set({ measure: event.currentTarget.value })}
          />
          <DateField label={t('form.due')} value={goal.dueOn} onChange={(dueOn) => set({ dueOn })} error={fieldError('dueOn')} />
        </SimpleGrid>
        {goal.interventions.map((row, place) => (
          <Intervention
            key={row.key}
            row={row}
            fieldError={(field) => fieldError(`interventions.${place}.${field}`)}
            onChange={(next) => set({ interventions: goal.interventions.map((old) => (old.key === row.key ? next : old)) })}
            onRemove={() => set({ interventions: goal.interventions.filter((old) => old.key !== row.key) })}
          />
        ))}
        <Group>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set({ interventions: [...goal.interventions, freshIntervention()] })}
          >
            {t('form.addIntervention')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Intervention(props: {
  readonly row: InterventionValues;
  readonly fieldError: FieldError;
  readonly onChange: (row: InterventionValues) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('plans');
  const { row, fieldError } = props;
  const set = (next: Partial<InterventionValues>) => props.onChange({ ...row, ...next });
  return (
    <Group align="flex-start" wrap="nowrap" gap="xs">
      <Textarea
        flex={2}
        autosize
        minRows={1}
        label={t('form.what')}
        value={row.what}
        onChange={(event) => set({ what: event.currentTarget.value })}
        error={fieldError('what')}
      />
      <TextInput
        flex={1}
        label={t('form.who')}
        value={row.who}
        onChange={(event) => set({ who: event.currentTarget.value })}
        error={fieldError('who')}
      />
      <TextInput
        flex={1}
        label={t('form.frequency')}
        value={row.frequency}
        onChange={(event) => set({ frequency: event.currentTarget.value })}
        error={fieldError('frequency')}
      />
      <DateField w={150} label={t('form.until')} value={row.untilDate} onChange={(untilDate) => set({ untilDate })} />
      <ActionIcon mt={24} variant="subtle" color="gray" aria-label={t('form.removeIntervention')} onClick={props.onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
