import { Alert, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { rolloverOutcomes } from '../../../src-shared/contract/students.ts';
import { call, queryClient, useRead, useWrite } from '../../app/api.ts';
import { EmptyState, ErrorNotice, formatDate, Loading, Page, SectionCard, Stat } from '../../components/index.ts';
import { RolloverClasses } from './rollover-classes.tsx';
import { RolloverPeople } from './rollover-people.tsx';
import { type Decided, NOTHING, toInput } from './rollover-state.ts';

const STEPS = ['classes', 'people', 'check'] as const;
type Step = (typeof STEPS)[number];
type State = Output<'students.rolloverState'>;
type Preview = Output<'students.previewRollover'>;

/** The change of school year: every class, who is left over, the numbers; then at once, and back while nothing rests on it. */
export function RolloverPage() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const state = useRead('students.rolloverState', {});
  const [year, setYear] = useState<number | null>(null);
  const toYear = year ?? state.data?.toYear ?? null;
  return (
    <Page
      title={t('rollover.title')}
      subtitle={toYear === null ? undefined : t('rollover.subtitle', { from: toYear - 1, mid: toYear, to: toYear + 1 })}
      actions={
        <Button variant="default" onClick={() => navigate('/students')}>
          {t('rollover.back')}
        </Button>
      }
    >
      {state.isPending && <Loading />}
      <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />
      {state.data && <Last last={state.data.last} />}
      {state.data && state.data.years.length > 1 && (
        <Select
          w={220}
          mb="sm"
          label={t('rollover.year')}
          allowDeselect={false}
          data={state.data.years.map((y) => ({ value: String(y), label: t('import.yearName', { year: y, next: y + 1 }) }))}
          value={String(toYear)}
          onChange={(value) => value !== null && setYear(Number(value))}
        />
      )}
      {toYear !== null && <Wizard key={toYear} toYear={toYear} />}
    </Page>
  );
}

/** What was done last, with the way back. */
function Last({ last }: { readonly last: State['last'] }) {
  const { t } = useTranslation('students');
  const undo = useWrite('students.undoRollover');
  if (!last) return null;
  const run = (): void => undo.mutate({ changeId: last.changeId }, { onSuccess: () => void queryClient.invalidateQueries() });
  const words = t('rollover.last', { date: formatDate(last.at.slice(0, 10)), year: last.toYear, next: last.toYear + 1 });
  return (
    <Alert variant="light" color="gray" mb="sm">
      <Group justify="space-between">
        <Text size="sm">
          {words}
          {last.undone && t('rollover.lastUndone')}
        </Text>
        {!last.undone && (
          <Button size="xs" variant="default" onClick={run} loading={undo.isPending} title={t('rollover.undoHint')}>
            {t('rollover.undo')}
          </Button>
        )}
      </Group>
      {undo.data && (
        <Text size="sm" role="status">
          {t('rollover.undone', { count: undo.data.restored })}
        </Text>
      )}
      <ErrorNotice error={undo.error} />
    </Alert>
  );
}

function Wizard({ toYear }: { readonly toYear: number }) {
  const { t } = useTranslation('students');
  const [step, setStep] = useState<Step>('classes');
  const [decided, setDecided] = useState<Decided>(NOTHING);
  const asked = toInput(toYear, decided);
  const preview = useRead('students.previewRollover', asked, { keepPrevious: true });
  const apply = useWrite('students.applyRollover');
  const place = STEPS.indexOf(step);
  const go = (by: number): void => setStep(STEPS[place + by] ?? step);
  if (preview.isPending) return <Loading />;
  if (!preview.data) return <ErrorNotice error={preview.error} />;
  const { counts, classes, people } = preview.data;
  const moving = rolloverOutcomes
    .filter((outcome) => outcome !== 'later' && outcome !== 'already')
    .reduce((sum, outcome) => sum + counts[outcome], 0);
  if (apply.data) return <Done counts={apply.data.counts} />;
  if (moving === 0 && people.length === 0) return <EmptyState title={t('rollover.nobody')} />;
  const decideStudent = (studentId: string, decision: Decided['students'][string]): void =>
    setDecided((now) => ({ ...now, students: { ...now.students, [studentId]: decision } }));
  return (
    <Stack>
      <SegmentedControl
        w={420}
        aria-label={t('rollover.title')}
        data={STEPS.map((s) => ({
          value: s,
          label: s === 'people' ? `${t('rollover.step.people')} ${people.length}` : t(`rollover.step.${s}`),
        }))}
        value={step}
        onChange={(value) => setStep(STEPS.find((s) => s === value) ?? 'classes')}
      />
      <ErrorNotice error={preview.error ?? apply.error} />
      {step === 'classes' && (
        <>
          <Text size="sm">{t('rollover.classesText')}</Text>
          <PlacementSheet
            toYear={toYear}
            onPlaced={(students) => setDecided((now) => ({ ...now, students: { ...now.students, ...students } }))}
          />
          <RolloverClasses
            asked={asked}
            classes={classes}
            decided={decided.students}
            onClass={(classId, decision) => setDecided((now) => ({ ...now, classes: { ...now.classes, [classId]: decision } }))}
            onStudent={decideStudent}
          />
        </>
      )}
      {step === 'people' && (
        <>
          <Text size="sm">{t(people.length === 0 ? 'rollover.noPeople' : 'rollover.peopleText')}</Text>
          {people.length > 0 && <RolloverPeople people={people} decided={decided.students} onDecide={decideStudent} />}
        </>
      )}
      {step === 'check' && <Counts counts={counts} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => go(-1)} disabled={place === 0}>
          {t('rollover.previous')}
        </Button>
        {step === 'check' ? (
          <Button
            loading={apply.isPending}
            disabled={moving === 0}
            onClick={() => apply.mutate(asked, { onSuccess: () => void queryClient.invalidateQueries() })}
          >
            {t('rollover.run', { count: moving })}
          </Button>
        ) : (
          <Button onClick={() => go(1)}>{t('rollover.next')}</Button>
        )}
      </Group>
    </Stack>
  );
}

function Counts({ counts }: { readonly counts: Preview['counts'] }) {
  const { t } = useTranslation('students');
  return (
    <SectionCard title={t('rollover.counts')}>
      <Group gap="xl">
        {rolloverOutcomes.map((outcome) => (
          <Stat key={outcome} label={t(`rollover.outcome.${outcome}`)} value={counts[outcome]} />
        ))}
      </Group>
    </SectionCard>
  );
}

function Done({ counts }: { readonly counts: Preview['counts'] }) {
  const { t } = useTranslation('students');
  return (
    <Stack>
      <Alert variant="light" title={t('rollover.done')} role="status">
        {t('rollover.doneText')}
      </Alert>
      <Counts counts={counts} />
    </Stack>
  );
}

/** Takes the new classes from the school's own list. */
function PlacementSheet(props: { readonly toYear: number; readonly onPlaced: (students: Decided['students']) => void }) {
  const { t } = useTranslation('students');
  const [read, setRead] = useState<Output<'students.readPlacement'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = async (): Promise<void> => {
    setError(null);
    try {
      const filters = [{ name: t('rollover.sheetKind'), extensions: ['xlsx', 'xls', 'csv'] }];
      const file = await call('files.chooseOpen', { purpose: 'import', filters });
      if (!file) return;
      const rows = await call('students.readPlacement', { token: file.token, toYear: props.toYear });
      setRead(rows);
      props.onPlaced(
        Object.fromEntries(
          rows.flatMap((row) =>
            row.problem === null && row.studentId !== null && row.className !== null
              ? [[row.studentId, { kind: 'class', className: row.className } as const]]
              : [],
          ),
        ),
      );
    } catch (reason) {
      setError(reason);
    }
  };
  const left = (read ?? []).filter((row) => row.problem !== null);
  return (
    <Stack gap="xs">
      <Group>
        <Button size="xs" variant="default" leftSection={<IconFileImport size={14} aria-hidden />} onClick={() => void choose()}>
          {t('rollover.sheet')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('rollover.sheetText')}
        </Text>
      </Group>
      <ErrorNotice error={error} />
      {read && (
        <Text size="sm" role="status">
          {t('rollover.sheetRead', { placed: read.length - left.length, left: left.length })}
        </Text>
      )}
      {left.slice(0, 20).map((row) => (
        <Text key={row.row} size="xs" c="dimmed">
          {t('rollover.sheetRow', {
            row: row.row,
            name: row.name,
            problem: row.problem === null ? '' : t(`rollover.problem.${row.problem}`),
          })}
        </Text>
      ))}
    </Stack>
  );
}
