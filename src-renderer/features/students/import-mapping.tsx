import { Badge, Button, Group, ScrollArea, Select, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type RosterField, rosterFieldGroups, rosterFields } from '../../../src-shared/contract/students/roster.ts';
import { ImportSheets } from './import-sheets.tsx';
import type { Roster } from './import-state.ts';

const NONE = '';
const GROUPS = ['student', 'school', 'home', 'guardians'] as const;
const NEXT_TO = '　·　';

/** Every column of the sheet beside its meaning and its first values. */
export function ImportMapping(props: {
  readonly roster: Roster;
  readonly onChange: (roster: Roster) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { t } = useTranslation('students');
  const { roster } = props;
  const chosen = roster.sheets.flatMap((at) => roster.file.sheets[at] ?? []);
  const [sheet] = chosen;
  if (!sheet) return null;
  const used = Object.values(roster.mapping);
  const meanings = [
    { group: '', items: [{ value: NONE, label: t('import.skipColumn') }] },
    ...GROUPS.map((group) => ({
      group: t(`import.groups.${group}`),
      items: rosterFieldGroups[group].map((field) => ({ value: field, label: t(`import.field.${field}`) })),
    })),
  ];
  const classByName = !used.includes('className') && chosen.every((s) => s.className !== null);
  const missing = (['name', 'className'] as const).filter(
    (field) => !used.includes(field) && !(field === 'className' && classByName),
  );
  const twice = used.filter((field, i) => used.indexOf(field) !== i);
  const setMeaning = (index: number, value: string | null): void => {
    const { [String(index)]: _old, ...rest } = roster.mapping;
    const field: RosterField | undefined = rosterFields.find((f) => f === value);
    props.onChange({ ...roster, mapping: field ? { ...rest, [String(index)]: field } : rest });
  };
  const years = [-2, -1, 0, 1].map((d) => roster.file.schoolYear + d);
  const rows = chosen.reduce((sum, s) => sum + s.rows, 0);
  return (
    <Stack gap="sm">
      {roster.file.sheets.length > 1 && <ImportSheets roster={roster} onChange={props.onChange} />}
      <Group align="flex-end">
        <Select
          label={t('import.schoolYear')}
          allowDeselect={false}
          data={years.map((year) => ({ value: String(year), label: t('import.yearName', { year, next: year + 1 }) }))}
          value={String(roster.schoolYear)}
          onChange={(value) => props.onChange({ ...roster, schoolYear: Number(value) })}
        />
        <Text size="sm" c="dimmed" maw={620}>
          {t('import.mappingText', { row: sheet.headingRow, count: rows, known: used.length })}
          {sheet.remembered && t('import.remembered')}
          {classByName && t('import.classFromSheet', { name: chosen.map((s) => s.className).join('、') })}
        </Text>
      </Group>
      <ScrollArea.Autosize mah="calc(100vh - 420px)" mih={160} type="auto">
        <Table stickyHeader verticalSpacing={4} aria-label={t('import.step.mapping')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={240}>{t('import.heading')}</Table.Th>
              <Table.Th w={220}>{t('import.meaning')}</Table.Th>
              <Table.Th>{t('import.sample')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sheet.columns.map((column, place) => {
              const field = roster.mapping[String(column.index)];
              return (
                <Table.Tr key={column.index}>
                  <Table.Td>
                    <Group gap={6} wrap="nowrap">
                      <span>{column.heading}</span>
                      {field === undefined && column.field === null && (
                        <Badge size="xs" variant="default" fw={400}>
                          {t('import.unknownColumn')}
                        </Badge>
                      )}
                    </Group>
                  </Table.Td>
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
                        .join(NEXT_TO)}
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
          <Text size="sm" c="red" role="status" maw={520}>
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
