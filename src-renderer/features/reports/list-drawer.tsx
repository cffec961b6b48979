import { Drawer, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ReportItem, ReportLine, ReportPeriod, Summary } from '../../../src-shared/contract/reports.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, Loading } from '../../components/index.ts';

export interface Opened {
  readonly line: ReportLine;
  readonly column: Summary['columns'][number];
}

/** What stands behind one number; what is missing comes first. */
export function ListDrawer(props: {
  readonly period: ReportPeriod;
  readonly opened: Opened | null;
  readonly onClose: () => void;
}) {
  const { i18n, t } = useTranslation('reports');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const { opened } = props;
  const title = opened && t('list.title', { name: opened.line.name[language], column: opened.column.name[language] });
  return (
    <Drawer opened={opened !== null} onClose={props.onClose} position="right" size="lg" title={title}>
      {opened && <List period={props.period} opened={opened} />}
    </Drawer>
  );
}

function List(props: { readonly period: ReportPeriod; readonly opened: Opened }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const { line, column } = props.opened;
  const list = useRead('reports.list', { ...props.period, indicatorId: line.indicatorId, column: column.key });
  if (list.isPending) return <Loading />;
  if (list.error) return <ErrorNotice error={list.error} />;
  const { items } = list.data;
  const counted = items.filter((item) => item.counted).length;
  const columns: Column<ReportItem>[] = [
    {
      key: 'name',
      header: t(items.some((item) => item.student) ? 'list.student' : 'list.what'),
      cell: (item) => item.student?.name ?? item.name ?? '—',
      sortBy: (item) => item.student?.name ?? item.name,
    },
    {
      key: 'class',
      header: t('list.class'),
      cell: (item) => item.student?.className ?? '—',
      sortBy: (item) => item.student?.className,
    },
    { key: 'on', header: t('list.on'), width: '130px', cell: (item) => formatDate(item.on), sortBy: (item) => item.on },
    {
      key: 'state',
      header: t('list.state'),
      width: '90px',
      cell: (item) => t(item.counted ? 'list.in' : 'list.out'),
      sortBy: (item) => Number(item.counted),
    },
  ];
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('list.counted', { count: counted })}
        {items.length > counted && ` · ${t('list.missing', { count: items.length - counted })}`}
      </Text>
      <DataTable
        label={line.name.zh}
        rows={items}
        columns={columns}
        rowKey={(item) => `${item.kind}${item.id}`}
        onRow={(item) => {
          if (item.student) void navigate(`/students/${item.student.id}`);
        }}
        height="calc(100vh - 150px)"
        empty={<EmptyState title={t('list.empty')} />}
      />
    </>
  );
}
