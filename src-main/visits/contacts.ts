import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { StudentBrief } from '../../src-shared/contract/shared.ts';
import { type ContactMode, contactMatters, contactOutcomes } from '../../src-shared/domain/codes.ts';
import { type Attempt, noticeDueOn, type Series, seriesOf, UNREACHED_FROM } from '../../src-shared/domain/contact-series.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { levelScheme, type Severity } from '../../src-shared/domain/level-scheme.ts';
import { getLevelPreset } from '../settings/settings.service.ts';
import { maskPhone } from '../students/students.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { revise } from '../vault/history.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { currentLevels } from '../warnings/warnings.service.ts';
import {
  attemptsOf,
  contactById,
  contactsBetween,
  contactsOf,
  guardiansOf,
  insertContact,
  oftenFailed,
  type StoredContact,
  updateContact,
} from './contacts.repository.ts';

type Input = ParsedInput<'visits.saveContact'>;

function check(ctx: Context, input: Input): void {
  const refuse = (field: string, code: string): never => {
    throw new AppError(code, undefined, { [field]: code });
  };
  if (new Date(input.contactedAt).toISOString() > instant(ctx.clock)) refuse('contactedAt', 'contactInFuture');
  if (input.outcome === 'reached' && input.withWhom === null && input.toWhom === null) refuse('withWhom', 'reachedWhom');
  if (input.outcome === 'givenUp' && input.content === null) refuse('content', 'givenUpWhy');
  const attemptedOn = localDate({ now: () => new Date(input.contactedAt) });
  if (input.nextTryOn !== null && input.nextTryOn < attemptedOn) refuse('nextTryOn', 'nextTryPast');
}

/** Records an attempt, or puts one right. */
export async function saveContact(ctx: Context, input: Input): Promise<Output<'visits.saveContact'>> {
  await requireBrief(ctx.db, input.studentId, localDate(ctx.clock));
  check(ctx, input);
  const fields = {
    contacted_at: new Date(input.contactedAt).toISOString(),
    mode: input.mode,
    matter: input.matter,
    outcome: input.outcome,
    to_whom: input.toWhom,
    with_whom: input.withWhom,
    content: input.content,
    next_step: input.nextStep,
    next_try_on: input.nextTryOn,
  };
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  let { contactId } = input;
  let revision = 1;
  if (contactId === undefined) {
    contactId = ctx.newId();
    await insertContact(ctx.db, {
      id: contactId,
      student_id: input.studentId,
      ...fields,
      recorded_at: at,
      recorded_by: by,
      updated_at: at,
      updated_by: by,
    });
  } else {
    const before = await contactById(ctx.db, contactId);
    if (!before || before.student_id !== input.studentId) throw new AppError('contactUnknown');
    const change = await revise(ctx, 'guardian_contact', before, input.revision, fields);
    revision = change.revision;
    await updateContact(ctx.db, contactId, change.row);
  }
  await discardDraft(ctx, 'contact', input.studentId, input.draftId);
  const run = (await seriesByStudent(ctx.db, [input.studentId])).get(input.studentId) ?? [];
  const failed = run.find((series) => series.matter === input.matter)?.failed ?? 0;
  ctx.note({ mode: input.mode, outcome: input.outcome, matter: input.matter, failed }, { kind: 'student', id: input.studentId });
  return { contactId, revision, failed };
}

const matterOf = (code: string) => (contactMatters.has(code) ? code : 'other');
const outcomeOf = (code: string) => (contactOutcomes.has(code) ? code : 'notReached');

async function seriesByStudent(db: Executor, ids: readonly string[]): Promise<Map<string, Series[]>> {
  const rows = Map.groupBy(await attemptsOf(db, ids), (row) => row.student_id);
  return new Map([...rows].map(([studentId, own]) => [studentId, seriesOf(own.map(toAttempt))]));
}

const toAttempt = (row: Awaited<ReturnType<typeof attemptsOf>>[number]): Attempt => ({
  id: row.id,
  matter: matterOf(row.matter),
  outcome: outcomeOf(row.outcome),
  contactedAt: row.contacted_at,
  recordedAt: row.recorded_at,
  nextTryOn: row.next_try_on,
});

/** Students of whom nobody was reached in a matter, however often it was tried. */
export async function unreachedSeries(db: Executor): Promise<{ studentId: string; series: Series }[]> {
  const found = await seriesByStudent(db, await oftenFailed(db, UNREACHED_FROM));
  return [...found].flatMap(([studentId, all]) =>
    all.filter((series) => series.unreached).map((series) => ({ studentId, series })),
  );
}

/** Day by which the guardians of these students are to be told of the present level; who is told already is left out. */
export async function dueNotices(
  ctx: Pick<Context, 'db'>,
  levels: Awaited<ReturnType<typeof currentLevels>>,
): Promise<Map<string, string>> {
  const scheme = levelScheme(await getLevelPreset(ctx.db));
  const asked = [...levels].filter(([, state]) => scheme[state.level as Severity].notify.includes('guardian'));
  const attempts = await attemptsOf(
    ctx.db,
    asked.map(([studentId]) => studentId),
  );
  const notices = Map.groupBy(
    attempts.filter((row) => row.matter === 'levelNotice'),
    (row) => row.student_id,
  );
  const due = new Map<string, string>();
  for (const [studentId, state] of asked) {
    const told = (notices.get(studentId) ?? []).map((row) => ({
      outcome: outcomeOf(row.outcome),
      on: localDate({ now: () => new Date(row.contacted_at) }),
    }));
    const on = noticeDueOn(scheme, { severity: state.level as Severity, since: state.since }, told);
    if (on !== null) due.set(studentId, on);
  }
  return due;
}

const toRow = (row: StoredContact, student: StudentBrief) => ({
  contactId: row.id,
  student,
  contactedAt: row.contacted_at,
  mode: row.mode as ContactMode,
  matter: matterOf(row.matter),
  outcome: outcomeOf(row.outcome),
  toWhom: row.to_whom,
  withWhom: row.with_whom,
  content: row.content,
  nextStep: row.next_step,
  nextTryOn: row.next_try_on,
  recordedAt: row.recorded_at,
  recordedBy: row.recorder ?? '',
  corrected: row.revision > 1,
  revision: row.revision,
});

export async function readContacts(
  ctx: Context,
  { studentId }: ParsedInput<'visits.contacts'>,
): Promise<Output<'visits.contacts'>> {
  const student = await requireBrief(ctx.db, studentId, localDate(ctx.clock));
  const rows = await contactsOf(ctx.db, studentId);
  const guardians = await guardiansOf(ctx.db, studentId);
  const series = (await seriesByStudent(ctx.db, [studentId])).get(studentId) ?? [];
  const level = (await currentLevels(ctx.db)).get(studentId);
  const due = level ? await dueNotices(ctx, new Map([[studentId, level]])) : new Map<string, string>();
  return {
    student,
    guardians: guardians.map((row) => ({
      guardianId: row.id,
      name: row.name,
      relation: row.relation,
      phoneMasked: maskPhone(row.phone),
      primary: row.is_primary === 1,
    })),
    contacts: rows.map((row) => toRow(row, student)),
    series: series.map((one) => {
      // Rows are newest first: the run that failed stands at the beginning.
      const run = rows.filter((row) => row.matter === one.matter).slice(0, one.failed);
      const named = run.map((row) => `${row.to_whom ?? ''} ${row.with_whom ?? ''}`).join(' ');
      return { ...one, untried: guardians.map((row) => row.name).filter((name) => !named.includes(name)) };
    }),
    noticeDueOn: due.get(studentId) ?? null,
  };
}

/** First instant of a day at the desk. */
const startOf = (date: string): string => new Date(`${date}T00:00:00`).toISOString();

export async function listContacts(
  ctx: Context,
  input: ParsedInput<'visits.contactList'>,
): Promise<Output<'visits.contactList'>> {
  const rows = await contactsBetween(ctx.db, {
    ...(input.from && { from: startOf(input.from) }),
    ...(input.to && { to: startOf(addDays(input.to, 1)) }),
    matter: input.matter,
  });
  const waiting = new Map(
    (await unreachedSeries(ctx.db)).map(({ studentId, series }) => [`${studentId} ${series.matter}`, series.failed]),
  );
  const shown = input.unreached ? rows.filter((row) => waiting.has(`${row.student_id} ${row.matter}`)) : rows;
  const briefs = await studentBriefs(
    ctx.db,
    shown.map((row) => row.student_id),
    localDate(ctx.clock),
  );
  ctx.note({ count: shown.length });
  return shown.map((row) => {
    const failed = waiting.get(`${row.student_id} ${row.matter}`);
    return { ...toRow(row, briefOf(briefs, row.student_id)), failed: failed ?? 0, unreached: failed !== undefined };
  });
}
