import { Button, Chip, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RosterOutcome, type RosterRow, rosterOutcomes } from '../../../src-shared/contract/students.ts';
import { onEvent, useRead } from '../../app/api.ts';
import { type Column, DataTable, ErrorNotice, Loading } from '../../components/index.ts';
import type { Roster } from './import-page.tsx';
import { rowDetail } from './import-words.ts';
import { useLanguage } from './use-language.ts';

const SHOWN = 500;

/** Every row's outcome before anything is written; two of one name are decided here. */
export function ImportPreview(props: {
  readonly roster: Roster;
  readonly running: boolean;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onRun: (decisions: Record<string, string>) => void;
}) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { token, sheet, schoolYear, mapping } = props.roster;
  const [outcome, setOutcome] = useState<RosterOutcome | null>(null);
  const [decisions, setDecisions] = useState<Readonly<Record<string, string>>>({});
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const preview = useRead(
    'students.previewRoster',
    { token, sheet, schoolYear, mapping, limit: SHOWN, ...(outcome && { outcome }) },
    { keepPrevious: true },
  );
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'progress' && event.task === 'students.importRoster') setProgress(event);
      }),
    [],
  );
  const columns = useMemo<readonly Column<RosterRow>[]>(
    () => [
      { key: 'row', header: t('import.row'), width: '60px', align: 'right', cell: (r) => r.row },
      { key: 'outcome', header: t('import.step.done'), width: '96px', cell: (r) => t(`import.outcome.${r.outcome}`) },
      { key: 'name', header: t('column.name'), width: '120px', cell: (r) => r.name },
      { key: 'class', header: t('column.class'), width: '110px', cell: (r) => r.className },
      {
        key: 'detail',
        header: t('import.detail'),
        cell: (r) => (
          <Text size="sm" truncate title={rowDetail(t, r, language)}>
            {rowDetail(t, r, language)}
          </Text>
        ),
      },
      {
        key: 'decision',
        header: t('import.decision'),
        width: '230px',
        cell: (r) =>
          r.outcome === 'sameName' && (
            <Select
              size="xs"
              allowDeselect={false}
              aria-label={t('import.decisionLabel', { row: r.row })}
              data={[
                { value: 'skip', label: t('import.leave') },
                { value: 'new', label: t('import.asNew') },
                ...r.candidates.map((c) => ({
                  value: c.id,
                  label: t('import.is', { name: c.name, birth: c.birthDate ?? c.studentNo ?? '' }),
                })),
              ]}
              value={decisions[String(r.row)] ?? 'skip'}
              onChange={(value) => setDecisions((now) => ({ ...now, [String(r.row)]: value ?? 'skip' }))}
            />
          ),
      },
    ],
    [t, language, decisions],
  );
  if (preview.isPending) return <Loading />;
  if (!preview.data) {
    return (
      <Stack>
        <ErrorNotice error={preview.error} />
        <Group>
          <Button variant="default" onClick={props.onBack}>
            {t('import.back')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const { counts, rows, total } = preview.data;
  const decided = Object.values(decisions).filter((d) => d !== 'skip').length;
  const ready = (counts.new ?? 0) + (counts.changed ?? 0) + decided;
  return (
    <Stack gap="sm">
      <ErrorNotice error={props.error ?? preview.error} />
      <Chip.Group value={outcome ?? ''} onChange={(value) => setOutcome(rosterOutcomes.find((o) => o === value) ?? null)}>
        <Group gap="xs" role="group" aria-label={t('import.outcomeLabel')}>
          <Chip value="" size="xs">
            {`${t('chronology.all')} ${rosterOutcomes.reduce((sum, o) => sum + (counts[o] ?? 0), 0)}`}
          </Chip>
          {rosterOutcomes
            .filter((o) => (counts[o] ?? 0) > 0)
            .map((o) => (
              <Chip key={o} value={o} size="xs">
                {`${t(`import.outcome.${o}`)} ${counts[o]}`}
              </Chip>
            ))}
        </Group>
      </Chip.Group>
      <DataTable
        label={t('import.step.preview')}
        rows={rows}
        columns={columns}
        rowKey={(row) => String(row.row)}
        height="calc(100vh - 400px)"
      />
      {total > rows.length && (
        <Text size="xs" c="dimmed">
          {t('import.first', { count: rows.length })}
        </Text>
      )}
      {props.running && (
        <Progress
          value={progress.total === 0 ? 100 : (100 * progress.done) / progress.total}
          animated
          aria-label={t('import.running', progress)}
        />
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={props.onBack} disabled={props.running}>
          {t('import.back')}
        </Button>
        <Button onClick={() => props.onRun({ ...decisions })} loading={props.running} disabled={ready === 0}>
          {ready === 0 ? t('import.nothing') : t('import.run', { count: ready })}
        </Button>
      </Group>
    </Stack>
  );
}
