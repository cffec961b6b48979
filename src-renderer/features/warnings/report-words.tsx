import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConcernReport } from '../../../src-shared/contract/warnings.ts';
import { networkLevels, reporterRoles } from '../../../src-shared/domain/codes/network.ts';
import { daysLate, formatInstant } from '../../components/index.ts';

const parts = ['verbatim', 'observed', 'inferred', 'actionTaken', 'nextStep'] as const;

/** A report's head and its words: said, seen and supposed stay apart. */
export function ReportWords(props: { readonly report: ConcernReport }) {
  const { t, i18n } = useTranslation('warnings');
  const { report } = props;
  const late = daysLate(report.occurredAt, report.recordedAt);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const head = [
    formatInstant(report.occurredAt),
    networkLevels.label(report.networkLevel, language),
    [reporterRoles.label(report.reporterRole, language), report.reporterName].filter(Boolean).join(' '),
  ];
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {head.join(' · ')} · {t('report.recorded', { at: formatInstant(report.recordedAt), by: report.recordedBy })}
        {late > 0 && ` · ${t('components:late', { count: late })}`}
      </Text>
      {report.restricted && (
        <Text size="sm" fw={600}>
          {t('restricted')}
        </Text>
      )}
      {parts.map(
        (part) =>
          report[part] !== null && (
            <div key={part}>
              <Text size="xs" c="dimmed">
                {t(`report.${part}`)}
              </Text>
              <Text size="sm">{report[part]}</Text>
            </div>
          ),
      )}
    </Stack>
  );
}
