import { Badge, Box, Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConcernReport } from '../../../src-shared/contract/warnings.ts';
import { networkLevels } from '../../../src-shared/domain/codes/network.ts';
import { useRead } from '../../app/api.ts';
import { OwnedFiles } from '../../app/owned-files.tsx';
import { useQuickForms } from '../../app/quick-forms.ts';
import { type Column, DataTable, daysLate, EmptyState, ErrorNotice, formatInstant, Loading } from '../../components/index.ts';
import { ReportWords } from './report-words.tsx';

/** Concern reports, the newest event first. */
export function ReportList() {
  const { t, i18n } = useTranslation('warnings');
  const [opened, setOpened] = useState<ConcernReport | null>(null);
  const quick = useQuickForms();
  const reports = useRead('warnings.reports', {});
  if (reports.isPending) return <Loading />;
  if (reports.error) return <ErrorNotice error={reports.error} onRetry={() => reports.refetch()} />;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const names = (report: ConcernReport) => report.students.map((student) => student.name).join(t('comma'));
  const columns: Column<ConcernReport>[] = [
    {
      key: 'at',
      header: t('column.occurred'),
      width: '190px',
      cell: (row) => formatInstant(row.occurredAt),
      sortBy: (row) => row.occurredAt,
    },
    { key: 'who', header: t('column.students'), cell: names, sortBy: names },
    { key: 'level', header: t('column.network'), width: '120px', cell: (row) => networkLevels.label(row.networkLevel, language) },
    {
      key: 'words',
      header: t('column.words'),
      width: 'minmax(200px, 3fr)',
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          {row.urgent && (
            <Badge color="red" variant="outline" size="sm">
              {t('urgent')}
            </Badge>
          )}
          {daysLate(row.occurredAt, row.recordedAt) > 0 && (
            <Badge color="gray" variant="outline" size="sm">
              {t('components:late', { count: daysLate(row.occurredAt, row.recordedAt) })}
            </Badge>
          )}
          {row.observed ?? row.verbatim ?? row.inferred ?? t('restricted')}
        </Group>
      ),
    },
  ];
  const write = (
    <Button variant="default" onClick={() => quick({ form: 'quickLog' })}>
      {t('quickLog.open')}
    </Button>
  );
  return (
    <>
      <Group justify="flex-end" mb="sm">
        {write}
      </Group>
      <DataTable
        label={t('tab.reports')}
        rows={reports.data}
        columns={columns}
        rowKey={(row) => row.reportId}
        onRow={setOpened}
        height="calc(100vh - 300px)"
        empty={<EmptyState title={t('empty.reports')} text={t('empty.reportsText')} />}
      />
      {opened && (
        <Modal opened onClose={() => setOpened(null)} size="lg" title={names(opened)}>
          <ReportWords report={opened} />
          {opened.students.map((student) => (
            <Box key={student.id} mt="md">
              {opened.students.length > 1 && (
                <Text size="sm" fw={600}>
                  {student.name}
                </Text>
              )}
              <OwnedFiles ownerKind="report" ownerId={opened.reportId} studentId={student.id} />
            </Box>
          ))}
        </Modal>
      )}
    </>
  );
}
