import { Button, Chip, Collapse, Group, Pagination, Progress, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type RosterOutcome, type RosterRow, rosterOutcomes } from '../../../src-shared/contract/students/roster.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, ErrorNotice, Loading } from '../../components/index.ts';
import { ImportDecision, isOpen } from './import-decision.tsx';
import { type Roster, useProgress } from './import-state.ts';
import { rowDetail } from './import-words.ts';
import { useLanguage } from './use-language.ts';

const SHOWN = 500;
type Only = RosterOutcome | 'warned';
const FILTERS: readonly Only[] = [...rosterOutcomes, 'warned'];

/** Every row's outcome before anything is written; what the sheet alone cannot say is decided here. */
export function ImportPreview(props: {
  readonly roster: Roster;
  readonly running: boolean;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onRun: (decisions: Record<string, string>) => void;
}) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { token, sheets, schoolYear, mapping } = props.roster;
  const [only, setOnly] = useState<Only | null>(null);
  const [page, setPage] = useState(1);
  const [decisions, setDecisions] = useState<Readonly<Record<string, string>>>({});
  const progress = useProgress('students.importRoster');
  const preview = useRead(
    'students.previewRoster',
    { token, sheets: [...sheets], schoolYear, mapping, offset: (page - 1) * SHOWN, limit: SHOWN, ...(only && { only }) },
    { keepPrevious: true },
  );
  const columns = useMemo(() => {
    const several = sheets.length > 1;
    const list: Column<RosterRow>[] = [
      { key: 'row', header: t('import.row'), width: '60px', align: 'right', cell: (r) => r.row },
      { key: 'outcome', header: t('import.step.done'), width: '96px', cell: (r) => t(`import.outcome.${r.outcome}`) },
      { key: 'name', header: t('column.name'), width: '120px', cell: (r) => r.name },
      { key: 'class', header: t('column.class'), width: '110px', cell: (r) => r.className },
      {
        key: 'detail',
        header: t('import.detail'),
        cell: (r) => <Detail text={rowDetail(t, r, language)} bad={r.reasons.length > 0} />,
      },
    ];
    if (several)
      list.unshift({ key: 'sheet', header: t('import.sheet'), width: '120px', cell: (r) => <Detail text={r.sheet} /> });
    return list;
  }, [t, language, sheets.length]);
  if (preview.isPending) {
    return (
      <Stack gap={4}>
        <Text size="sm" c="dimmed" role="status">
          {t('import.planning')}
        </Text>
        <Loading />
      </Stack>
    );
  }
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
  const { counts, warned, rows, total, absent } = preview.data;
  const open = rows.filter(isOpen);
  const decide = (of: readonly RosterRow[], value: string): void =>
    setDecisions((now) => ({ ...now, ...Object.fromEntries(of.map((row) => [row.key, value])) }));
  const decisionColumn: Column<RosterRow> = {
    key: 'decision',
    header: t('import.decision'),
    width: '260px',
    cell: (row) => <ImportDecision row={row} value={decisions[row.key] ?? 'skip'} onChange={(value) => decide([row], value)} />,
  };
  const decided = Object.values(decisions).filter((d) => d !== 'skip').length;
  const ready = (counts.new ?? 0) + (counts.changed ?? 0) + decided;
  const show = (value: string): void => {
    setOnly(FILTERS.find((o) => o === value) ?? null);
    setPage(1);
  };
  return (
    <Stack gap="sm">
      <ErrorNotice error={props.error ?? preview.error} />
      <Filters counts={counts} warned={warned} only={only} onShow={show} />
      {only !== null && (
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {t(`import.outcomeHint.${only}`)}
          </Text>
          {(only === 'sameName' || only === 'looksLike') && open.length > 1 && (
            <Group gap={4}>
              <Text size="sm">{t('import.decideAll')}</Text>
              {(['new', 'skip'] as const).map((value) => (
                <Button key={value} size="compact-xs" variant="default" onClick={() => decide(open, value)}>
                  {value === 'new' ? t('import.asNew') : t('import.leave')}
                </Button>
              ))}
            </Group>
          )}
        </Group>
      )}
      <DataTable
        label={t('import.step.preview')}
        rows={rows}
        columns={open.length > 0 ? [...columns, decisionColumn] : columns}
        rowKey={(row) => row.key}
        height="calc(100vh - 420px)"
      />
      {total > SHOWN && (
        <Pagination
          size="sm"
          total={Math.ceil(total / SHOWN)}
          value={page}
          onChange={setPage}
          aria-label={t('import.pageLabel')}
          getItemProps={(item) => ({ 'aria-label': `${t('import.pageLabel')} ${item}` })}
        />
      )}
      {absent.count > 0 && <Absent absent={absent} />}
      {props.running && (
        <Progress
          value={progress === null || progress.total === 0 ? 100 : (100 * progress.done) / progress.total}
          animated
          aria-label={t('import.running', progress ?? { done: 0, total: 0 })}
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

function Detail({ text, bad = false }: { readonly text: string; readonly bad?: boolean }) {
  return (
    <Text size="sm" truncate title={text} {...(bad && { fw: 500 })}>
      {text}
    </Text>
  );
}

function Filters(props: {
  readonly counts: Readonly<Partial<Record<RosterOutcome, number>>>;
  readonly warned: number;
  readonly only: Only | null;
  readonly onShow: (value: string) => void;
}) {
  const { t } = useTranslation('students');
  const { counts, warned } = props;
  const all = rosterOutcomes.reduce((sum, o) => sum + (counts[o] ?? 0), 0);
  return (
    <Chip.Group value={props.only ?? ''} onChange={(value) => props.onShow(String(value))}>
      <Group gap="xs" role="group" aria-label={t('import.outcomeLabel')}>
        <Chip value="" size="xs">{`${t('import.all')} ${all}`}</Chip>
        {rosterOutcomes
          .filter((o) => (counts[o] ?? 0) > 0)
          .map((o) => (
            <Chip key={o} value={o} size="xs">
              {`${t(`import.outcome.${o}`)} ${counts[o]}`}
            </Chip>
          ))}
        {warned > 0 && <Chip value="warned" size="xs">{`${t('import.warned')} ${warned}`}</Chip>}
      </Group>
    </Chip.Group>
  );
}

/** Students of the sheet's classes whom it does not name. */
function Absent({ absent }: { readonly absent: Output<'students.previewRoster'>['absent'] }) {
  const { t } = useTranslation('students');
  const [open, setOpen] = useState(false);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm">{t('import.absent', { count: absent.count })}</Text>
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('import.absentHide') : t('import.absentShow')}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <Text size="sm" c="dimmed">
          {absent.first.map((s) => `${s.name} ${s.className}`).join('、')}
          {absent.count > absent.first.length && t('import.absentMore', { count: absent.count })}
        </Text>
      </Collapse>
    </Stack>
  );
}
