import { Group, Paper, SegmentedControl, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportLine, Summary } from '../../../src-shared/contract/reports.ts';
import type { Opened } from './list-drawer.tsx';
import classes from './reports.module.css';
import { measureWord, useCellWords } from './use-cell-words.ts';

type Column = Summary['columns'][number];

/** Every indicator by stage or by grade and for the school; a number is a door to its list. */
export function SummaryTable(props: { readonly summary: Summary; readonly onOpen: (opened: Opened) => void }) {
  const { t, i18n } = useTranslation('reports');
  const [by, setBy] = useState<'stage' | 'grade'>('stage');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const { columns, lines } = props.summary;
  const shown = [...columns.filter((column) => column.kind === by), ...columns.filter((column) => column.kind === 'school')];
  return (
    <Paper withBorder>
      <Group justify="space-between" p="sm">
        <Title order={2} size="h5">
          {t('table')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('columnsLabel')}
          value={by}
          onChange={(value) => setBy(value as 'stage' | 'grade')}
          data={(['stage', 'grade'] as const).map((value) => ({ value, label: t(`columns.${value}`) }))}
        />
      </Group>
      <Table.ScrollContainer minWidth={480}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('indicator')}</Table.Th>
              {shown.map((column) => (
                <Table.Th key={column.key} ta="right">
                  {column.name[language]}
                </Table.Th>
              ))}
              <Table.Th>{t('formula')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={line.indicatorId}>
                <Table.Th scope="row" fw={400}>
                  {line.name[language]}
                </Table.Th>
                {shown.map((column) => (
                  <Table.Td key={column.key} ta="right">
                    <Cell line={line} column={column} onOpen={props.onOpen} />
                  </Table.Td>
                ))}
                <Table.Td>
                  <Text size="xs" c="dimmed">
                    {line.formula[language]} · {t('measure', { measure: measureWord(line.measure) })}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Cell(props: { readonly line: ReportLine; readonly column: Column; readonly onOpen: (opened: Opened) => void }) {
  const { t, i18n } = useTranslation('reports');
  const words = useCellWords();
  const { line, column } = props;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const cell = line.cells[column.key];
  if (!cell || cell.kind === 'unknown') {
    return (
      <Text span size="sm" c="dimmed">
        {t('unknown')}
      </Text>
    );
  }
  const value = words(line, cell);
  const parts = cell.kind === 'value' && line.unit === 'ratio' ? ` ${cell.numerator} / ${cell.denominator}` : '';
  return (
    <UnstyledButton
      className={cell.kind === 'value' ? classes.number : classes.hidden}
      aria-label={t('open', { name: line.name[language], column: column.name[language], value: `${value}${parts}` })}
      onClick={() => props.onOpen({ line, column })}
    >
      {value}
      {parts && (
        <Text span display="block" size="xs" c="dimmed">
          {parts}
        </Text>
      )}
    </UnstyledButton>
  );
}
