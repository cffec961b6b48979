import { useTranslation } from 'react-i18next';
import type { DecodedRow } from '../../../src-shared/contract/assessments.ts';
import { type Column, DataTable } from '../../components/index.ts';

/** Rows of a sheet as they were read, each with what became of it. */
export function OutcomeTable(props: { readonly label: string; readonly rows: readonly DecodedRow[]; readonly height?: string }) {
  const { t } = useTranslation('assessments');
  const columns: Column<DecodedRow>[] = [
    { key: 'line', header: t('column.line'), width: '70px', align: 'right', cell: (row) => row.line, sortBy: (row) => row.line },
    { key: 'name', header: t('column.student'), cell: (row) => row.name || '—', sortBy: (row) => row.name },
    {
      key: 'sex',
      header: t('role.sex'),
      width: '80px',
      cell: (row) => (row.sex === '1' || row.sex === '2' ? t(`sex.${row.sex}`) : '—'),
    },
    { key: 'age', header: t('role.age'), width: '70px', align: 'right', cell: (row) => row.age ?? '—' },
    { key: 'class', header: t('column.class'), cell: (row) => row.className ?? '—', sortBy: (row) => row.className },
    {
      key: 'outcome',
      header: t('column.outcome'),
      width: 'minmax(180px, 2fr)',
      cell: (row) => `${t(`rowOutcome.${row.outcome}`)}${row.reason ? ` · ${t(`rowReason.${row.reason}`)}` : ''}`,
      sortBy: (row) => row.outcome,
    },
  ];
  return (
    <DataTable
      label={props.label}
      rows={props.rows}
      columns={columns}
      rowKey={(row) => String(row.line)}
      height={props.height ?? '320px'}
    />
  );
}
