import { Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RolloverPerson, StudentDecision } from '../../../src-shared/contract/students.ts';
import { enrolmentStatuses, sexes } from '../../../src-shared/domain/codes/person.ts';
import { useLanguage } from './use-language.ts';

const CHOICES = ['follow', 'class', 'repeat', 'keep', 'graduate', 'transferredOut', 'withdrawn', 'later'] as const;
type Choice = (typeof CHOICES)[number];

function toDecision(choice: Choice): StudentDecision {
  if (choice === 'transferredOut' || choice === 'withdrawn') return { kind: 'leave', status: choice };
  return choice === 'class' ? { kind: 'class', className: '' } : { kind: choice };
}
function toChoice(decision: StudentDecision): Choice {
  if (decision.kind !== 'leave') return decision.kind;
  return decision.status === 'withdrawn' ? 'withdrawn' : 'transferredOut';
}

/** Students one by one with what becomes of each. `decided` is ahead of `people` while the answer is on its way. */
export function RolloverPeople(props: {
  readonly people: readonly RolloverPerson[];
  readonly decided: Readonly<Record<string, StudentDecision>>;
  readonly onDecide: (studentId: string, decision: StudentDecision) => void;
}) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  return (
    <Table stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('rollover.name')}</Table.Th>
          <Table.Th>{t('rollover.class')}</Table.Th>
          <Table.Th>{t('rollover.reasonTitle')}</Table.Th>
          <Table.Th>{t('rollover.decision')}</Table.Th>
          <Table.Th>{t('rollover.into')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.people.map((person) => {
          const decision = props.decided[person.studentId] ?? person.decision;
          return (
            <Table.Tr key={person.studentId}>
              <Table.Td>{`${person.name} · ${sexes.label(person.sex, language)}`}</Table.Td>
              <Table.Td>{person.className ?? t('none')}</Table.Td>
              <Table.Td>
                {person.reason === null
                  ? person.status === 'enrolled'
                    ? ''
                    : enrolmentStatuses.label(person.status, language)
                  : t(`rollover.reason.${person.reason}`)}
              </Table.Td>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <Select
                    size="xs"
                    w={150}
                    allowDeselect={false}
                    aria-label={t('rollover.decisionLabel', { name: person.name })}
                    data={CHOICES.map((choice) => ({ value: choice, label: t(`rollover.student.${choice}`) }))}
                    value={toChoice(decision)}
                    onChange={(value) =>
                      props.onDecide(person.studentId, toDecision(CHOICES.find((choice) => choice === value) ?? 'later'))
                    }
                  />
                  {decision.kind === 'class' && (
                    <TextInput
                      size="xs"
                      w={110}
                      aria-label={t('rollover.classNameLabel', { name: person.name })}
                      defaultValue={decision.className}
                      onBlur={(e) => props.onDecide(person.studentId, { kind: 'class', className: e.currentTarget.value })}
                    />
                  )}
                </Group>
              </Table.Td>
              <Table.Td>
                <Text size="sm" c={person.outcome === 'later' ? 'dimmed' : undefined}>
                  {person.into ?? t(`rollover.outcome.${person.outcome}`)}
                </Text>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
