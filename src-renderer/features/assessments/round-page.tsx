import { Button, Group, SimpleGrid, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RoundCounts } from '../../../src-shared/contract/assessments.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, Loading, Page, SectionCard, Stat } from '../../components/index.ts';
import { EnterResult } from './enter-result.tsx';
import { percent, useAssessmentWords } from './words.ts';

type Missing = Output<'assessments.roundDetail'>['notAssessed'][number];

const shown = ['listed', 'leave', 'exempt', 'denominator', 'tested', 'valid', 'doubtful', 'void'] as const;

/** One round: coverage by grade with its denominator, and who has not been assessed. */
export function RoundPage() {
  const { t } = useTranslation('assessments');
  const roundId = useParams().roundId ?? '';
  const { scales, scaleName, gradeWord } = useAssessmentWords();
  const round = useRead('assessments.roundDetail', { roundId });
  const session = useRead('vault.session', {});
  const [entering, setEntering] = useState(false);
  const { consent } = useSlots();
  if (round.isPending) return <Loading />;
  if (round.error) return <ErrorNotice error={round.error} onRetry={() => round.refetch()} />;
  const { data } = round;
  const scale = scales.find((one) => one.id === data.scaleId);
  const mayEnter = scale?.importOnly === false && session.data?.session.role === 'counselor';
  return (
    <Page
      title={data.title}
      subtitle={`${scaleName(data.scaleId)} · ${data.grades.map(gradeWord).join(t('comma'))}`}
      actions={
        <>
          {mayEnter && (
            <Button variant="default" onClick={() => setEntering(true)}>
              {t('enter.open')}
            </Button>
          )}
          <Button component={Link} to={`/assessments/${roundId}/import`}>
            {t('import.open')}
          </Button>
        </>
      }
    >
      <Stack>
        <SimpleGrid cols={{ base: 3, md: 5 }}>
          {shown.map((key) => (
            <Stat key={key} label={t(`count.${key}`)} value={data.counts[key]} />
          ))}
          <Stat label={t('count.coverage')} value={percent(data.counts.coverage)} hint={t('count.coverageHint')} />
        </SimpleGrid>
        <SectionCard title={t('byGrade')}>
          <Table aria-label={t('byGrade')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('column.grade')}</Table.Th>
                {shown.map((key) => (
                  <Table.Th key={key} ta="right">
                    {t(`count.${key}`)}
                  </Table.Th>
                ))}
                <Table.Th ta="right">{t('count.coverage')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.byGrade.map((grade) => (
                <GradeRow key={`${grade.stage}-${grade.grade}`} name={gradeWord(grade)} counts={grade.counts} />
              ))}
            </Table.Tbody>
          </Table>
        </SectionCard>
        {consent && <consent.RoundReach roundId={roundId} />}
        <NotAssessed roundId={roundId} rows={data.notAssessed} />
      </Stack>
      {entering && scale && <EnterResult roundId={roundId} scale={scale} onClose={() => setEntering(false)} />}
    </Page>
  );
}

function GradeRow(props: { readonly name: string; readonly counts: RoundCounts }) {
  return (
    <Table.Tr>
      <Table.Td>{props.name}</Table.Td>
      {shown.map((key) => (
        <Table.Td key={key} ta="right">
          {props.counts[key]}
        </Table.Td>
      ))}
      <Table.Td ta="right">{percent(props.counts.coverage)}</Table.Td>
    </Table.Tr>
  );
}

function NotAssessed(props: { readonly roundId: string; readonly rows: readonly Missing[] }) {
  const { t } = useTranslation('assessments');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const mark = useWrite('assessments.setDisposition', { invalidates: ['assessments.roundDetail', 'assessments.rounds'] });
  const columns: Column<Missing>[] = [
    { key: 'student', header: t('column.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('column.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    {
      key: 'disposition',
      header: t('column.disposition'),
      cell: (row) => t(`disposition.${row.disposition}`),
      sortBy: (row) => row.disposition,
    },
    { key: 'reason', header: t('column.reason'), cell: (row) => row.reason ?? '—' },
  ];
  const set = (disposition: Missing['disposition']) =>
    mark.mutate({ roundId: props.roundId, studentIds: [...selected], disposition }, { onSuccess: () => setSelected(new Set()) });
  return (
    <SectionCard
      title={t('notAssessed', { count: props.rows.length })}
      actions={
        <Group gap="xs">
          {(['due', 'leave', 'exempt'] as const).map((disposition) => (
            <Button
              key={disposition}
              size="xs"
              variant="default"
              disabled={selected.size === 0}
              loading={mark.isPending}
              onClick={() => set(disposition)}
            >
              {t(`mark.${disposition}`)}
            </Button>
          ))}
        </Group>
      }
    >
      <ErrorNotice error={mark.error} />
      <DataTable
        label={t('notAssessedLabel')}
        rows={props.rows}
        columns={columns}
        rowKey={(row) => row.student.id}
        selection={{ selected, onChange: setSelected }}
        height="340px"
        empty={<EmptyState title={t('empty.notAssessed')} />}
      />
    </SectionCard>
  );
}
