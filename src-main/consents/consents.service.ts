import type { ConsentRow } from '../../src-shared/contract/consents.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { consentKinds } from '../../src-shared/domain/codes/consent.ts';
import { type ConsentState, requiredSigners } from '../../src-shared/domain/consent.ts';
import { instant, localDate } from '../vault/clock.ts';
import { consentStates, partyOf } from '../vault/consent-standing.ts';
import type { Context, Executor } from '../vault/context.ts';
import { requireRevision, revise } from '../vault/history.ts';
import { openCaseOf, openPlanOf } from '../vault/open-care.ts';
import { requireBrief } from '../vault/student-brief.ts';
import * as repository from './consents.repository.ts';

export { findConsentTodos } from './todos.ts';

type Stored = NonNullable<Awaited<ReturnType<typeof repository.consentById>>>;
type Entry = Pick<
  ParsedInput<'consents.add'>,
  | 'kind'
  | 'scope'
  | 'recipient'
  | 'giver'
  | 'giverName'
  | 'giverRelation'
  | 'givenOn'
  | 'form'
  | 'witness'
  | 'keptAt'
  | 'limits'
  | 'untilDate'
  | 'note'
>;

/** @throws AppError `studentUnknown` */
export async function readStanding(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  input: ParsedInput<'consents.standing'>,
): Promise<ConsentState> {
  const states = await consentStates(db, [input.studentId], input.kind, input.on ?? localDate(clock));
  const state = states.get(input.studentId);
  if (!state) throw new AppError('studentUnknown');
  return state;
}

const evidenceOf = (row: repository.ConsentRecord): ConsentRow['evidence'] =>
  Number(row.files) > 0 ? 'attached' : row.kept_at !== null ? 'paperOnly' : 'none';

const toRow = (row: repository.ConsentRecord): ConsentRow => ({
  consentId: row.id,
  kind: row.kind,
  scope: row.scope,
  recipient: row.recipient,
  giver: partyOf(row.giver),
  giverName: row.giver_name,
  giverRelation: row.giver_relation,
  givenOn: row.given_on,
  form: row.form,
  witness: row.witness,
  keptAt: row.kept_at,
  limits: row.limits,
  untilDate: row.until_date,
  note: row.note,
  evidence: evidenceOf(row),
  files: Number(row.files),
  withdrawal:
    row.withdrawn_on === null
      ? null
      : {
          on: row.withdrawn_on,
          by: row.withdrawn_by,
          via: row.withdrawn_via,
          note: row.withdrawal_note,
          handledOn: row.handled_on,
          handling: row.handling,
        },
  voided: row.voided_at === null ? null : { at: row.voided_at, by: row.voider ?? '', reason: row.void_reason ?? '' },
  recordedAt: row.created_at,
  recordedBy: row.recorder ?? '',
  corrections: Number(row.corrections),
  revision: row.revision,
});

export async function readConsents(ctx: Context, { studentId }: ParsedInput<'consents.list'>): Promise<Output<'consents.list'>> {
  const today = localDate(ctx.clock);
  const student = await requireBrief(ctx.db, studentId, today);
  const states: Output<'consents.list'>['states'] = [];
  for (const kind of consentKinds.codes) states.push({ kind, ...(await readStanding(ctx, { studentId, kind })) });
  return {
    student,
    birthDate: (await repository.studentOf(ctx.db, studentId))?.birth_date ?? null,
    states,
    guardians: (await repository.guardiansOf(ctx.db, [studentId])).map((row) => ({
      guardianId: row.id,
      name: row.name,
      relation: row.relation,
    })),
    list: (await repository.consentsOf(ctx.db, studentId)).map(toRow),
  };
}

/** What the law and the kind demand of an entry. @throws AppError as `consents.add` names them */
function check(input: Entry, birthDate: string | null, today: string): void {
  const refuse = (field: string, code: string): never => {
    throw new AppError(code, undefined, { [field]: code });
  };
  const { separate, named } = consentKinds.find(input.kind);
  // A student's own signature alone is no consent under 14; from 14 on it may come before the guardian's.
  const needed = requiredSigners(birthDate, input.givenOn);
  if (input.giver === 'student' && birthDate !== null && !needed.includes('student')) refuse('giver', 'consentNeedsGuardian');
  if (input.giver !== 'student' && input.giverName === null) refuse('giverName', 'consentGiverMissing');
  if (separate && input.scope === null) refuse('scope', 'consentScopeMissing');
  if (named && input.recipient === null) refuse('recipient', 'consentRecipientMissing');
  if (input.form === 'verbal' && input.witness === null) refuse('witness', 'consentWitnessMissing');
  if (input.givenOn > today) refuse('givenOn', 'consentInFuture');
  if (input.untilDate !== null && input.untilDate < input.givenOn) refuse('untilDate', 'untilBeforeGiven');
}

const columnsOf = (input: Entry) => ({
  kind: input.kind,
  scope: input.scope,
  recipient: input.recipient,
  giver: input.giver,
  giver_name: input.giverName,
  giver_relation: input.giver === 'student' ? null : input.giverRelation,
  given_on: input.givenOn,
  form: input.form,
  witness: input.witness,
  kept_at: input.keptAt,
  limits: input.limits,
  until_date: input.untilDate,
  note: input.note,
});

export async function addConsent(ctx: Context, input: ParsedInput<'consents.add'>): Promise<Output<'consents.add'>> {
  const student = await repository.studentOf(ctx.db, input.studentId);
  if (!student) throw new AppError('studentUnknown');
  check(input, student.birth_date, localDate(ctx.clock));
  const consentId = ctx.newId();
  await repository.insertConsent(ctx.db, {
    id: consentId,
    student_id: input.studentId,
    ...columnsOf(input),
    created_at: instant(ctx.clock),
    created_by: ctx.session.userId,
  });
  ctx.note({ kind: input.kind, giver: input.giver, form: input.form });
  return { consentId, state: await readStanding(ctx, { studentId: input.studentId, kind: input.kind }) };
}

/** The entry as it stands. @throws AppError `consentUnknown`, `stale`, `consentVoided` */
async function requireConsent(db: Executor, consentId: string, revision: number): Promise<Stored> {
  const row = await repository.consentById(db, consentId);
  if (!row) throw new AppError('consentUnknown');
  if (row.voided_at !== null) throw new AppError('consentVoided');
  requireRevision(row, revision);
  return row;
}

/** Changes columns of an entry, keeps their old values and counts the revision up. */
async function change(ctx: Context, before: Stored, changes: Readonly<Record<string, string | null>>): Promise<number> {
  const { fields, revision, row } = await revise(ctx, 'consent', before, before.revision, changes);
  await repository.updateConsent(ctx.db, before.id, row);
  ctx.note({ kind: before.kind, fields: fields.join(',') }, { kind: 'student', id: before.student_id });
  return revision;
}

export async function correctConsent(ctx: Context, input: ParsedInput<'consents.correct'>) {
  const before = await requireConsent(ctx.db, input.consentId, input.revision);
  const student = await repository.studentOf(ctx.db, before.student_id);
  check(input, student?.birth_date ?? null, localDate(ctx.clock));
  if (before.withdrawn_on !== null && before.withdrawn_on < input.givenOn)
    throw new AppError('withdrawnBeforeGiven', undefined, { givenOn: 'withdrawnBeforeGiven' });
  return { revision: await change(ctx, before, columnsOf(input)) };
}

export async function voidConsent(ctx: Context, input: ParsedInput<'consents.void'>) {
  const before = await requireConsent(ctx.db, input.consentId, input.revision);
  const changes = { voided_at: instant(ctx.clock), voided_by: ctx.session.userId, void_reason: input.reason };
  return { revision: await change(ctx, before, changes) };
}

export async function withdrawConsent(ctx: Context, input: ParsedInput<'consents.withdraw'>) {
  const before = await requireConsent(ctx.db, input.consentId, input.revision);
  if (before.withdrawn_on !== null) throw new AppError('consentWithdrawn');
  const refuse = (code: string): never => {
    throw new AppError(code, undefined, { withdrawnOn: code });
  };
  if (input.withdrawnOn < before.given_on) refuse('withdrawnBeforeGiven');
  if (input.withdrawnOn > localDate(ctx.clock)) refuse('consentInFuture');
  const revision = await change(ctx, before, {
    withdrawn_on: input.withdrawnOn,
    withdrawn_by: input.by,
    withdrawn_via: input.via,
    withdrawal_note: input.note,
    withdrawal_at: instant(ctx.clock),
  });
  const kind = consentKinds.codes.find((code) => code === before.kind) ?? 'counseling';
  return { state: await readStanding(ctx, { studentId: before.student_id, kind }), revision };
}

export async function handleWithdrawal(ctx: Context, input: ParsedInput<'consents.handle'>) {
  const before = await requireConsent(ctx.db, input.consentId, input.revision);
  if (before.withdrawn_on === null) throw new AppError('consentNotWithdrawn');
  if (before.handled_on !== null) throw new AppError('consentHandled');
  const refuse = (code: string): never => {
    throw new AppError(code, undefined, { handledOn: code });
  };
  if (input.handledOn < before.withdrawn_on) refuse('handledBeforeWithdrawn');
  if (input.handledOn > localDate(ctx.clock)) refuse('consentInFuture');
  return {
    revision: await change(ctx, before, {
      handled_on: input.handledOn,
      handled_by: ctx.session.userId,
      handling: input.handling,
    }),
  };
}

/** Kinds under which counseling goes on: what their withdrawal stops. */
const CARE: readonly string[] = ['counseling', 'group'];

export async function readTouched(
  ctx: Context,
  { consentId }: ParsedInput<'consents.touched'>,
): Promise<Output<'consents.touched'>> {
  const row = await repository.consentById(ctx.db, consentId);
  if (!row) throw new AppError('consentUnknown');
  const { db } = ctx;
  const id = row.student_id;
  const care = CARE.includes(row.kind);
  const openCase = care ? await openCaseOf(db, id) : undefined;
  const plan = care ? await openPlanOf(db, id) : undefined;
  const rounds = row.kind === 'assessment' ? await repository.runningRounds(db, id) : [];
  ctx.note({ kind: row.kind }, { kind: 'student', id });
  return {
    openCase: openCase ? { caseId: openCase.id, caseNo: openCase.case_no } : null,
    nextSessions: care ? await repository.plannedDays(db, id, localDate(ctx.clock)) : [],
    plan: plan ? { planId: plan.id, version: plan.version, reviewOn: plan.review_on } : null,
    rounds: rounds.map((round) => ({ roundId: round.id, title: round.title })),
  };
}
