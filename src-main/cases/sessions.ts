import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { readStanding } from '../consents/consents.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { requireRevision, revise } from '../vault/history.ts';
import { openCaseOf } from '../vault/open-care.ts';
import { mayReadNotes, mayTakeNotes, projectText } from '../vault/projection.ts';
import { requireBrief } from '../vault/student-brief.ts';
import { caseById } from './cases.repository.ts';
import { addendaOf, insertAddendum, insertSession, sessionById, sessionsOf, updateUnsigned } from './sessions.repository.ts';

type Stored = Awaited<ReturnType<typeof sessionsOf>>[number];

/** 第几次: place among the student's sessions of the same case, oldest first; `sessions` are in that order. */
function numbersOf(sessions: readonly Stored[]): Map<string, number> {
  const counts = new Map<string | null, number>();
  const numbers = new Map<string, number>();
  for (const session of sessions) {
    const number = (counts.get(session.case_id) ?? 0) + 1;
    counts.set(session.case_id, number);
    numbers.set(session.id, number);
  }
  return numbers;
}

async function numberOf(db: Executor, studentId: string, sessionId: string): Promise<number> {
  return numbersOf(await sessionsOf(db, studentId)).get(sessionId) ?? 1;
}

function columnsOf(input: ParsedInput<'cases.saveSession'>) {
  return {
    held_on: input.heldOn,
    start_time: input.startTime,
    minutes: input.minutes,
    place: input.place,
    mode: input.mode,
    source: input.source,
    problem_categories: JSON.stringify(input.problemCategories),
    complaint: input.complaint,
    aim: input.aim,
    process: input.process,
    presentation: input.presentation,
    assessment: input.assessment,
    risk_noted: input.riskNoted,
    effect: input.effect,
    homework: input.homework,
    next_step: input.nextStep,
    next_on: input.nextOn,
    referral_suggested: input.referralSuggested ? 1 : 0,
    restricted_note: input.restrictedNote,
    basis_code: input.basis?.code ?? null,
    basis_reason: input.basis?.reason ?? null,
  };
}

/** The case a note goes to: the named one when it is this student's, the open one when none is named. */
async function caseFor(db: Executor, studentId: string, caseId: string | null | undefined): Promise<string | null> {
  if (caseId === undefined) return (await openCaseOf(db, studentId))?.id ?? null;
  if (caseId === null) return null;
  if ((await caseById(db, caseId))?.student_id !== studentId) throw new AppError('caseUnknown');
  return caseId;
}

export async function saveSession(ctx: Context, input: ParsedInput<'cases.saveSession'>) {
  await requireBrief(ctx.db, input.studentId, input.heldOn);
  const stored = input.sessionId === undefined ? await create(ctx, input) : await change(ctx, input, input.sessionId);
  await discardDraft(ctx, 'session', input.studentId, input.draftId);
  return { ...stored, number: await numberOf(ctx.db, input.studentId, stored.sessionId) };
}

async function create(ctx: Context, input: ParsedInput<'cases.saveSession'>) {
  const sessionId = ctx.newId();
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  await insertSession(ctx.db, {
    id: sessionId,
    case_id: await caseFor(ctx.db, input.studentId, input.caseId),
    student_id: input.studentId,
    counselor_id: by,
    ...columnsOf(input),
    signed_at: null,
    signed_by: null,
    recorded_at: at,
    recorded_by: by,
    updated_at: at,
    updated_by: by,
  });
  ctx.note({ created: true }, { kind: 'student', id: input.studentId });
  return { sessionId, revision: 1 };
}

async function change(ctx: Context, input: ParsedInput<'cases.saveSession'>, sessionId: string) {
  const before = await sessionById(ctx.db, sessionId);
  if (!before || before.student_id !== input.studentId) throw new AppError('sessionUnknown');
  if (before.signed_at !== null) throw new AppError('sessionSigned');
  const changes = {
    ...columnsOf(input),
    case_id: input.caseId === undefined ? before.case_id : await caseFor(ctx.db, input.studentId, input.caseId),
  };
  const { fields, revision, row } = await revise(ctx, 'session', before, input.revision, changes);
  const done = await updateUnsigned(ctx.db, sessionId, row);
  if (!done) throw new AppError('sessionSigned');
  ctx.note({ fields: fields.join(',') }, { kind: 'student', id: input.studentId });
  return { sessionId, revision };
}

/**
 * A talk happens with consent on its day, or on a ground: its own, or that of the case it belongs to. Nothing typed waits for that, only
 * the signature does. @throws AppError `consentMissing`
 */
async function requireGround(ctx: Context, session: NonNullable<Awaited<ReturnType<typeof sessionById>>>): Promise<void> {
  if (session.basis_code !== null) return;
  const state = await readStanding(ctx, { studentId: session.student_id, kind: 'counseling', on: session.held_on });
  if (state.valid) return;
  // What a case was opened on does not outlast a consent that came later and was taken back.
  const covered = session.case_id !== null && (await caseById(ctx.db, session.case_id))?.lawful_basis;
  if (!covered || state.status === 'withdrawn')
    throw new AppError('consentMissing', { missing: state.missing.join(',') }, { basis: 'consentMissing' });
}

export async function signSession(ctx: Context, input: ParsedInput<'cases.signSession'>) {
  const session = await sessionById(ctx.db, input.sessionId);
  if (!session) throw new AppError('sessionUnknown');
  if (session.signed_at !== null) throw new AppError('sessionSigned');
  requireRevision(session, input.revision);
  await requireGround(ctx, session);
  const signedAt = instant(ctx.clock);
  // Set once and for all, with who and when in the row itself: no correction, so nothing for the history.
  await updateUnsigned(ctx.db, input.sessionId, { signed_at: signedAt, signed_by: ctx.session.userId });
  ctx.note({ signed: true, basis: session.basis_code }, { kind: 'student', id: session.student_id });
  return { signedAt };
}

export async function addAddendum(ctx: Context, input: ParsedInput<'cases.addAddendum'>) {
  const session = await sessionById(ctx.db, input.sessionId);
  if (!session) throw new AppError('sessionUnknown');
  if (session.signed_at === null) throw new AppError('sessionNotSigned');
  const recordedAt = instant(ctx.clock);
  await insertAddendum(ctx.db, {
    id: ctx.newId(),
    session_id: input.sessionId,
    body: input.body,
    recorded_at: recordedAt,
    recorded_by: ctx.session.userId,
  });
  ctx.note({ addendum: true }, { kind: 'student', id: session.student_id });
  return { recordedAt };
}

/** Newest first. */
export async function readSessions(ctx: Context, input: ParsedInput<'cases.sessions'>) {
  const all = await sessionsOf(ctx.db, input.studentId);
  const numbers = numbersOf(all);
  const shown = input.caseId === undefined ? all : all.filter((session) => session.case_id === input.caseId);
  return shown.reverse().map((session) => ({
    sessionId: session.id,
    caseId: session.case_id,
    number: numbers.get(session.id) ?? 1,
    heldOn: session.held_on,
    startTime: session.start_time,
    minutes: session.minutes,
    mode: session.mode,
    source: session.source,
    signed: session.signed_at !== null,
    nextOn: session.next_on,
    ...projectText(ctx, session.student_id, session.complaint ?? session.process),
  }));
}

/** @throws AppError `sessionUnknown`, `sealed` (the lead, without the student's seal broken) */
export async function readSession(ctx: Context, sessionId: string) {
  const row = await sessionById(ctx.db, sessionId);
  if (!row) throw new AppError('sessionUnknown');
  if (!mayReadNotes(ctx, row.student_id)) throw new AppError('sealed');
  ctx.note({}, { kind: 'student', id: row.student_id });
  return {
    sessionId: row.id,
    caseId: row.case_id,
    caseNo: row.case_no,
    student: await requireBrief(ctx.db, row.student_id, localDate(ctx.clock)),
    number: await numberOf(ctx.db, row.student_id, sessionId),
    heldOn: row.held_on,
    startTime: row.start_time,
    minutes: row.minutes,
    place: row.place,
    mode: row.mode,
    source: row.source,
    problemCategories: JSON.parse(row.problem_categories) as string[],
    complaint: row.complaint,
    aim: row.aim,
    process: row.process,
    presentation: row.presentation,
    assessment: row.assessment,
    riskNoted: row.risk_noted,
    effect: row.effect,
    homework: row.homework,
    nextStep: row.next_step,
    nextOn: row.next_on,
    referralSuggested: row.referral_suggested === 1,
    // The counselor's own working note: no seal opens it.
    restrictedNote: mayTakeNotes(ctx.session) ? row.restricted_note : null,
    basis: row.basis_code === null ? null : { code: row.basis_code, reason: row.basis_reason },
    signedAt: row.signed_at,
    signedBy: row.signer,
    addenda: (await addendaOf(ctx.db, sessionId)).map((addendum) => ({
      body: addendum.body,
      recordedAt: addendum.recorded_at,
      recordedBy: addendum.recorder ?? '',
    })),
    revision: row.revision,
  };
}

export async function startSession(ctx: Context, studentId: string) {
  const today = localDate(ctx.clock);
  const student = await requireBrief(ctx.db, studentId, today);
  const open = await openCaseOf(ctx.db, studentId);
  const sessions = await sessionsOf(ctx.db, studentId);
  const last = sessions.at(-1);
  return {
    student,
    caseId: open?.id ?? null,
    caseNo: open?.case_no ?? null,
    number: sessions.filter((session) => session.case_id === (open?.id ?? null)).length + 1,
    consent: await readStanding(ctx, { studentId, kind: 'counseling' }),
    last: last
      ? {
          heldOn: last.held_on,
          minutes: last.minutes,
          place: last.place,
          mode: last.mode,
          problemCategories: JSON.parse(last.problem_categories) as string[],
          homework: last.homework,
          nextStep: last.next_step,
        }
      : null,
  };
}
