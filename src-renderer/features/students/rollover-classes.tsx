import { Button, Group, Modal, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import type { ClassDecision, RolloverClass, StudentDecision } from '../../../src-shared/contract/students.ts';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, Loading } from '../../components/index.ts';
import { RolloverPeople } from './rollover-people.tsx';
import { readNumbers } from './rollover-state.ts';

type Kind = ClassDecision['kind'];

function kindsFor(row: RolloverClass): readonly Kind[] {
  if (!row.last) return ['promote', 'into', 'graduate'];
  return row.canMoveUp ? ['moveUp', 'graduate'] : ['graduate'];
}
function toDecision(kind: Kind, row: RolloverClass): ClassDecision {
  return kind === 'into' || kind === 'moveUp' ? { kind, numbers: [row.number] } : { kind };
}

/** Every class of last year with what becomes of it. */
export function RolloverClasses(props: {
  readonly asked: Input<'students.previewRollover'>;
  readonly classes: readonly RolloverClass[];
  readonly decided: Readonly<Record<string, StudentDecision>>;
  readonly onClass: (classId: string, decision: ClassDecision) => void;
  readonly onStudent: (studentId: string, decision: StudentDecision) => void;
}) {
  const { t } = useTranslation('students');
  const [opened, setOpened] = useState<RolloverClass | null>(null);
  return (
    <>
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rollover.class')}</Table.Th>
            <Table.Th>{t('rollover.students')}</Table.Th>
            <Table.Th>{t('rollover.what')}</Table.Th>
            <Table.Th>{t('rollover.into')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.classes.map((row) => (
            <Table.Tr key={row.classId}>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('rollover.open', { class: row.name })}
                  onClick={() => setOpened(row)}
                >
                  {row.name}
                </Button>
              </Table.Td>
              <Table.Td>{row.students}</Table.Td>
              <Table.Td>
                <Decide row={row} onClass={props.onClass} />
              </Table.Td>
              <Table.Td>
                <Text size="sm">
                  {row.into.length === 0
                    ? t('rollover.empty')
                    : row.into.map((into) => `${into.name} ${into.students}`).join('、')}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {opened && (
        <OneClass
          row={opened}
          asked={props.asked}
          decided={props.decided}
          onStudent={props.onStudent}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function Decide(props: { readonly row: RolloverClass; readonly onClass: (classId: string, decision: ClassDecision) => void }) {
  const { t } = useTranslation('students');
  const { row } = props;
  const { decision } = row;
  const kinds = kindsFor(row);
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        size="xs"
        w={170}
        allowDeselect={false}
        aria-label={t('rollover.whatLabel', { class: row.name })}
        data={kinds.map((kind) => ({ value: kind, label: t(`rollover.kind.${kind}`) }))}
        value={decision.kind}
        onChange={(value) => props.onClass(row.classId, toDecision(kinds.find((kind) => kind === value) ?? 'promote', row))}
      />
      {(decision.kind === 'into' || decision.kind === 'moveUp') && (
        <TextInput
          size="xs"
          w={110}
          aria-label={t('rollover.numbersLabel', { class: row.name })}
          title={t('rollover.numbersHint')}
          defaultValue={decision.numbers.join('，')}
          onBlur={(e) => {
            const numbers = readNumbers(e.currentTarget.value);
            if (numbers) props.onClass(row.classId, { kind: decision.kind, numbers });
            else e.currentTarget.value = decision.numbers.join('，');
          }}
        />
      )}
    </Group>
  );
}

function OneClass(props: {
  readonly row: RolloverClass;
  readonly asked: Input<'students.previewRollover'>;
  readonly decided: Readonly<Record<string, StudentDecision>>;
  readonly onStudent: (studentId: string, decision: StudentDecision) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('students');
  const people = useRead('students.rolloverClass', { ...props.asked, classId: props.row.classId }, { keepPrevious: true });
  return (
    <Modal opened onClose={props.onClose} title={t('rollover.open', { class: props.row.name })} size="xl">
      {people.isPending && <Loading />}
      <ErrorNotice error={people.error} />
      {people.data && <RolloverPeople people={people.data} decided={props.decided} onDecide={props.onStudent} />}
    </Modal>
  );
}
