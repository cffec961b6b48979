import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RosterRow } from '../../../src-shared/contract/students/roster.ts';

/** Outcomes that a person may decide: who it is, and whether somebody has come back. */
export const isOpen = (row: RosterRow): boolean =>
  row.outcome === 'looksLike' || row.outcome === 'sameName' || (row.outcome === 'left' && row.candidates.length > 0);

/** What is to be done with one row that cannot be decided from the sheet alone. */
export function ImportDecision(props: {
  readonly row: RosterRow;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('students');
  const { row } = props;
  if (!isOpen(row)) return null;
  const known = row.candidates.map((c) => ({
    value: c.id,
    label:
      row.outcome === 'left'
        ? t('import.returned')
        : t('import.is', {
            name: c.name,
            what: [c.className, c.birthDate ?? c.studentNo].filter((text) => text !== null).join(' '),
          }),
  }));
  return (
    <Select
      size="xs"
      allowDeselect={false}
      aria-label={t('import.decisionLabel', { row: row.row })}
      data={[
        { value: 'skip', label: t('import.leave') },
        ...known,
        ...(row.outcome === 'left' ? [] : [{ value: 'new', label: t('import.asNew') }]),
      ]}
      value={props.value}
      onChange={(value) => props.onChange(value ?? 'skip')}
    />
  );
}
