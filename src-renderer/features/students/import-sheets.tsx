import { Checkbox, Group, ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Roster, suggestedMapping } from './import-state.ts';

/** Which sheets of the file come in: several only of one shape, so that the columns mean the same in all of them. */
export function ImportSheets(props: { readonly roster: Roster; readonly onChange: (roster: Roster) => void }) {
  const { t } = useTranslation('students');
  const { roster, onChange } = props;
  const { sheets } = roster.file;
  const shape = sheets[roster.sheets[0] ?? 0]?.shape;
  const choose = (values: readonly string[]): void => {
    const chosen = values.map(Number).sort((a, b) => a - b);
    const added = chosen.find((at) => !roster.sheets.includes(at));
    if (added !== undefined && sheets[added]?.shape !== shape) {
      onChange({ ...roster, sheets: [added], mapping: suggestedMapping(roster.file, added) });
    } else if (chosen.length > 0) {
      onChange({ ...roster, sheets: chosen });
    }
  };
  return (
    <Checkbox.Group
      label={t('import.sheet')}
      description={t('import.sheetHint')}
      value={roster.sheets.map(String)}
      onChange={choose}
    >
      <ScrollArea.Autosize mah={96} type="auto">
        <Group gap="sm" mt={6}>
          {sheets.map((sheet, at) => (
            <Group key={sheet.name} gap={4}>
              <Checkbox
                size="xs"
                value={String(at)}
                label={t('import.sheetRows', { name: sheet.name, count: sheet.rows })}
                title={sheet.shape === shape ? undefined : t('import.sheetOther')}
              />
              {sheet.shape !== shape && (
                <Text size="xs" c="dimmed">
                  {t('import.sheetOther')}
                </Text>
              )}
            </Group>
          ))}
        </Group>
      </ScrollArea.Autosize>
    </Checkbox.Group>
  );
}
