import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowNumber, Summary } from '../../../src-shared/contract/reports.ts';
import { LevelBadge, SectionCard } from '../../components/index.ts';
import { useCellWords } from './use-cell-words.ts';

const NUMBERS: readonly FlowNumber[] = [
  'opening',
  'added',
  'raised',
  'lowered',
  'transferredIn',
  'released',
  'movedOn',
  'transferredOut',
  'closing',
];

/** Opening + what came in − what went out = closing, level by level. */
export function FlowTable(props: { readonly summary: Summary }) {
  const { t } = useTranslation('reports');
  const words = useCellWords();
  const levels = [...props.summary.flow].reverse();
  return (
    <SectionCard title={t('flow')}>
      <Table verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('level')}</Table.Th>
            {levels.map((flow) => (
              <Table.Th key={flow.level} ta="right">
                <LevelBadge level={flow.level} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {NUMBERS.map((key) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {t(`flowNumber.${key}`)}
              </Table.Th>
              {levels.map((flow) => (
                <Table.Td key={flow.level} ta="right" fs={flow.numbers[key].kind === 'value' ? undefined : 'italic'}>
                  {words({ unit: 'count' }, flow.numbers[key])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </SectionCard>
  );
}
