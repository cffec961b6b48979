import { Alert, Button, Grid, Group, Select, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportPeriod } from '../../../src-shared/contract/reports.ts';
import { schoolYearOf, schoolYearPeriod, termOf, termPeriod } from '../../../src-shared/domain/school-calendar.ts';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, formatDate, formatInstant, Loading, Page, SectionCard, todayLocal } from '../../components/index.ts';
import { CoverageBars } from './coverage-bars.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FlowTable } from './flow-table.tsx';
import { GapBar } from './gap-bar.tsx';
import { ListDrawer, type Opened } from './list-drawer.tsx';
import { SummaryTable } from './summary-table.tsx';

type Term = ReportPeriod['term'];

/** The county summary: what is missing or contradicts first, then every number with the list behind it. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const school = useRead('settings.school', {});
  const now = todayLocal();
  const [choice, setChoice] = useState<{ schoolYear: number; term: Term }>(() => termOf(now));
  const [opened, setOpened] = useState<Opened | null>(null);
  const [exporting, setExporting] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const { schoolYear, term } = choice;
  const span = term === 'year' ? schoolYearPeriod(schoolYear) : termPeriod(schoolYear, term, school.data?.terms);
  const period: ReportPeriod = { schoolYear, term, ...span };
  const summary = useRead('reports.summary', period, { enabled: school.isSuccess, keepPrevious: true });
  const error = school.error ?? summary.error;
  if (error) return <ErrorNotice error={error} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <Loading />;
  const years = [0, 1, 2, 3].map((back) => schoolYearOf(now) - back);
  return (
    <Page
      title={t('title', { term: `${t('yearName', { from: schoolYear, to: schoolYear + 1 })} ${t(`term.${term}`)}` })}
      subtitle={t('subtitle', {
        school: summary.data.schoolName,
        asOf: formatDate(summary.data.asOf),
        small: summary.data.smallGroup,
      })}
      actions={
        <>
          <Select
            w={150}
            aria-label={t('year')}
            allowDeselect={false}
            value={String(schoolYear)}
            data={years.map((year) => ({ value: String(year), label: t('yearName', { from: year, to: year + 1 }) }))}
            onChange={(year) => setChoice({ term, schoolYear: Number(year) })}
          />
          <Select
            w={120}
            aria-label={t('termLabel')}
            allowDeselect={false}
            value={term}
            data={(['autumn', 'spring', 'year'] as const).map((value) => ({ value, label: t(`term.${value}`) }))}
            onChange={(value) => setChoice({ schoolYear, term: value as Term })}
          />
          <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setExporting(true)}>
            {t('export')}
          </Button>
        </>
      }
    >
      <Stack gap="md">
        {done && (
          <Alert color="pine" withCloseButton closeButtonLabel={t('dialog.close')} onClose={() => setDone(null)}>
            {done}
          </Alert>
        )}
        <GapBar summary={summary.data} onOpen={setOpened} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 8.5 }}>
            <Stack gap="md">
              <SummaryTable summary={summary.data} onOpen={setOpened} />
              <FlowTable summary={summary.data} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 3.5 }}>
            <Stack gap="md">
              <CoverageBars summary={summary.data} />
              <Submissions />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
      <ListDrawer period={period} opened={opened} onClose={() => setOpened(null)} />
      {exporting && (
        <ExportDialog
          period={period}
          onClose={() => setExporting(false)}
          onDone={(name) => {
            setExporting(false);
            setDone(t('dialog.done', { name }));
          }}
        />
      )}
    </Page>
  );
}

function Submissions() {
  const { t } = useTranslation('reports');
  const { data } = useRead('reports.submissions', {});
  if (!data || data.length === 0) return null;
  return (
    <SectionCard title={t('submissions')}>
      <Stack gap="xs">
        {data.map((row) => (
          <Group key={row.submissionId} gap={4}>
            <Text size="sm">{formatInstant(row.madeAt)}</Text>
            <Text size="xs" c="dimmed">
              {t('submission', { from: row.from, to: row.to, recipient: row.recipient, by: row.madeBy })}
            </Text>
          </Group>
        ))}
      </Stack>
    </SectionCard>
  );
}
