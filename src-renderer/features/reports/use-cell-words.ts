import { useTranslation } from 'react-i18next';
import type { ReportCell, ReportLine } from '../../../src-shared/contract/reports.ts';

const number = new Intl.NumberFormat('zh-CN');

/** How a cell reads: a number in its unit, or one of the three marks for "no number". */
export function useCellWords(): (line: Pick<ReportLine, 'unit'>, cell: ReportCell) => string {
  const { t } = useTranslation('reports');
  return (line, cell) => {
    if (cell.kind !== 'value') return t(cell.kind);
    if (line.unit === 'ratio') return `${(cell.value * 100).toFixed(1)}%`;
    return number.format(cell.value);
  };
}

/** Chinese numeral of a measure of the document. */
export const measureWord = (measure: number): string => '零一二三四五六七八九'[measure] ?? String(measure);
