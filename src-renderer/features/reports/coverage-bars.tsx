import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../src-shared/contract/reports.ts';
import { SectionCard } from '../../components/index.ts';
import classes from './reports.module.css';
import { useCellWords } from './use-cell-words.ts';

/** Assessment coverage of each grade as bars from 0 to 100 %, the number beside each. */
export function CoverageBars(props: { readonly summary: Summary }) {
  const { t, i18n } = useTranslation('reports');
  const words = useCellWords();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const line = props.summary.lines.find((one) => one.indicatorId === 'assessmentCoverage');
  const grades = props.summary.columns.filter((column) => column.kind === 'grade');
  const cells = grades.flatMap((column) => {
    const cell = line?.cells[column.key];
    return cell && cell.kind !== 'unknown' ? [{ column, cell }] : [];
  });
  return (
    <SectionCard title={t('coverage')}>
      {line && cells.length > 0 ? (
        <dl className={classes.bars}>
          {cells.map(({ column, cell }) => (
            <div key={column.key}>
              <dt>{column.name[language]}</dt>
              <dd>
                <span className={classes.track}>
                  {cell.kind === 'value' && <span className={classes.bar} style={{ width: `${cell.value * 100}%` }} />}
                </span>
                <span className={classes.share}>{words(line, cell)}</span>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <Text size="sm" c="dimmed">
          {t('coverageNone')}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {t('coverageNote')}
      </Text>
    </SectionCard>
  );
}
