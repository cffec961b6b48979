import { Button, Group, ScrollArea, Select, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type RosterField, rosterFields } from '../../../src-shared/contract/students.ts';
import type { Roster } from './import-page.tsx';
import { suggestedMapping } from './import-page.tsx';

const NONE = '';

/** Every column of the sheet beside its meaning and its first values. */
export function ImportMapping(props: {
  readonly roster: Roster;
  readonly onChange: (roster: Roster) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { t } = useTranslation('students');
  const { roster } = props;
  const sheet = roster.file.sheets[roster.sheet];
  if (!sheet) return null;
  const meanings = [{ value: NONE, label: t('import.skipColumn') }].concat(
    rosterFields.map((field) => ({ value: field, label: t(`import.field.${field}`) })),
  );
  const used = Object.values(roster.mapping);
  const missing = (['name', 'className'] as const).filter((field) => !used.includes(field));
  const twice = used.filter((field, i) => used.indexOf(field) !== i);
  const setMeaning = (index: number, value: string | null): void => {
    const { [String(index)]: _old, ...rest } = roster.mapping;
    const field: RosterField | undefined = rosterFields.find((f) => f === value);
    props.onChange({ ...roster, mapping: field ? { ...rest, [String(index)]: field } : rest });
  };
  const years = [-2, -1, 0, 1].map((d) => roster.file.schoolYear + d);
  return (
    <Stack>
      <Group align="flex-end">
        {roster.file.sheets.length > 1 && (
          <Select
            label={t('import.sheet')}
            allowDeselect={false}
            data={roster.file.sheets.map((s, i) => ({ value: String(i), label: s.name }))}
            value={String(roster.sheet)}
            onChange={(value) => {
              const next = Number(value);
              props.onChange({ ...roster, sheet: next, mapping: suggestedMapping(roster.file, next) });
            }}
          />
        )}
        <Select
          label={t('import.schoolYear')}
          allowDeselect={false}
          data={years.map((year) => ({ value: String(year), label: t('import.yearName', { year, next: year + 1 }) }))}
          value={String(roster.schoolYear)}
          onChange={(value) => props.onChange({ ...roster, schoolYear: Number(value) })}
        />
        <Text size="sm" c="dimmed" maw={520}>
          {t('import.mappingText', { row: sheet.headingRow, count: sheet.rows })}
        </Text>
      </Group>
      <ScrollArea.Autosize mah="calc(100vh - 400px)" type="auto">
        <Table stickyHeader verticalSpacing={4} aria-label={t('import.step.mapping')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={200}>{t('import.heading')}</Table.Th>
              <Table.Th w={220}>{t('import.meaning')}</Table.Th>
              <Table.Th>{t('import.sample')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sheet.columns.map((column, place) => {
              const field = roster.mapping[String(column.index)];
              return (
                <Table.Tr key={column.index}>
                  <Table.Td>{column.heading}</Table.Td>
                  <Table.Td>
                    <Select
                      size="xs"
                      searchable
                      allowDeselect={false}
                      aria-label={t('import.columnLabel', { heading: column.heading })}
                      data={meanings}
                      value={field ?? NONE}
                      error={field !== undefined && twice.includes(field)}
                      onChange={(value) => setMeaning(column.index, value)}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed" truncate maw={460}>
                      {sheet.sample
                        .map((row) => row[place] ?? '')
                        .filter((text) => text !== '')
                        .slice(0, 3)
                        .join('　')}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      <Group justify="space-between">
        <Button variant="default" onClick={props.onBack}>
          {t('import.back')}
        </Button>
        <Group>
          <Text size="sm" c="red" role="status">
            {missing[0] === 'name' && t('errors.rosterNoName')}
            {missing[0] === 'className' && t('errors.rosterNoClass')}
            {missing.length === 0 && twice.length > 0 && t('errors.rosterFieldTwice')}
          </Text>
          <Button disabled={missing.length > 0 || twice.length > 0} onClick={props.onNext}>
            {t('import.toPreview')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
