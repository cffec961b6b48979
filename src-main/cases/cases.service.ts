import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { StudentBrief } from '../../src-shared/contract/shared.ts';
import { readStanding } from '../consents/consents.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory, revise } from '../vault/history.ts';
import { openCaseOf } from '../vault/open-care.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import {
  caseById,
  closuresOf,
  insertCase,
  insertClosure,
  lastCaseNo,
  listCases,
  takeBackClosure,
  updateCase,
} from './cases.repository.ts';

type CaseFacts = Awaited<ReturnType<typeof listCases>>[number];

function toRow(row: CaseFacts, student: StudentBrief) {
  return {
    caseId: row.id,
    caseNo: row.case_no,
    student,
    status: row.closed_on === null ? ('open' as const) : ('closed' as const),
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    source: row.source,
    sessions: Number(row.sessions),
    unsigned: Number(row.unsigned),
    lastSessionOn: row.last_session_on,
  };
}

/** @throws AppError `caseUnknown` */
async function requireCase(db: Executor, caseId: string) {
  const row = await caseById(db, caseId);
  if (!row) throw new AppError('caseUnknown');
  return row;
}

/** Id of the student's open case, for what hangs on it. */
export async function openCaseId(db: Executor, studentId: string): Promise<string | null> {
  return (await openCaseOf(db, studentId))?.id ?? null;
}

async function nextCaseNo(db: Executor, openedOn: string): Promise<string> {
  const year = openedOn.slice(0, 4);
  const last = await lastCaseNo(db, year);
  const number = last ? Number(last.slice(5)) + 1 : 1;
  return `${year}-${String(number).padStart(3, '0')}`;
}

export async function openCase(ctx: Context, input: ParsedInput<'cases.open'>) {
  await requireBrief(ctx.db, input.studentId, input.openedOn);
  if (await openCaseOf(ctx.db, input.studentId)) throw new AppError('caseAlreadyOpen');
  const consent = await readStanding(ctx, { studentId: input.studentId, kind: 'counseling', on: input.openedOn });
  if (!consent.valid && input.basis === null) {
    throw new AppError('consentMissing', { missing: consent.missing.join(',') }, { basis: 'consentMissing' });
  }
  const caseId = ctx.newId();
  const caseNo = await nextCaseNo(ctx.db, input.openedOn);
  const at = instant(ctx.clock);
  await insertCase(ctx.db, {
    id: caseId,
    case_no: caseNo,
    student_id: input.studentId,
    opened_on: input.openedOn,
    source: input.source,
    owner_id: ctx.session.userId,
    presenting_problem: input.presentingProblem,
    family_structure: input.familyStructure,
    background: input.background,
    basis_code: input.basis?.code ?? null,
    lawful_basis: input.basis?.reason ?? null,
    created_at: at,
    created_by: ctx.session.userId,
    updated_at: at,
    updated_by: ctx.session.userId,
  });
  ctx.note({ caseNo, consent: consent.valid, basis: input.basis?.code ?? null }, { kind: 'student', id: input.studentId });
  return { caseId, caseNo };
}

export async function saveCase(ctx: Context, input: ParsedInput<'cases.update'>) {
  const before = await requireCase(ctx.db, input.caseId);
  const changes = {
    source: input.source,
    presenting_problem: input.presentingProblem,
    family_structure: input.familyStructure,
    background: input.background,
  };
  const { fields, revision, row } = await revise(ctx, 'case', before, input.revision, changes);
  await updateCase(ctx.db, input.caseId, row);
  ctx.note({ fields: fields.join(',') }, { kind: 'student', id: before.student_id });
  return { revision };
}

export async function readCases({ db, clock }: Context, input: ParsedInput<'cases.list'>) {
  const rows = await listCases(db, input.status);
  const briefs = await studentBriefs(
    db,
    rows.map((row) => row.student_id),
    localDate(clock),
  );
  return rows.map((row) => toRow(row, briefOf(briefs, row.student_id)));
}

export async function readCase(ctx: Context, caseId: string) {
  const row = await requireCase(ctx.db, caseId);
  const today = localDate(ctx.clock);
  const open = mayReadNotes(ctx, row.student_id);
  const shown = (text: string | null) => (open ? text : null);
  ctx.note({}, { kind: 'student', id: row.student_id });
  return {
    ...toRow(row, await requireBrief(ctx.db, row.student_id, today)),
    presentingProblem: shown(row.presenting_problem),
    familyStructure: shown(row.family_structure),
    background: shown(row.background),
    basisCode: row.basis_code,
    lawfulBasis: shown(row.lawful_basis),
    restricted: !open,
    closures: (await closuresOf(ctx.db, caseId)).map((closure) => ({
      closedOn: closure.closed_on,
      reason: closure.reason,
      circumstance: shown(closure.circumstance),
      reopenedOn: closure.reopened_on,
      reopenReason: shown(closure.reopen_reason),
    })),
    consent: await readStanding(ctx, { studentId: row.student_id, kind: 'counseling' }),
    revision: row.revision,
  };
}

export async function closeCase(ctx: Context, input: ParsedInput<'cases.close'>) {
  const row = await requireCase(ctx.db, input.caseId);
  if (row.closed_on !== null) throw new AppError('caseNotOpen');
  if (input.closedOn < row.opened_on) throw new AppError('closedBeforeOpened', undefined, { closedOn: 'closedBeforeOpened' });
  const unsigned = Number(row.unsigned);
  if (unsigned > 0) throw new AppError('sessionsUnsigned', { count: unsigned });
  await insertClosure(ctx.db, {
    id: ctx.newId(),
    case_id: input.caseId,
    closed_on: input.closedOn,
    reason: input.reason,
    circumstance: input.circumstance,
    reopened_on: null,
    reopen_reason: null,
    recorded_at: instant(ctx.clock),
    recorded_by: ctx.session.userId,
  });
  ctx.note({ caseNo: row.case_no, reason: input.reason }, { kind: 'student', id: row.student_id });
  return { closed: true as const };
}

export async function reopenCase(ctx: Context, input: ParsedInput<'cases.reopen'>) {
  const row = await requireCase(ctx.db, input.caseId);
  if (row.closed_on === null) throw new AppError('caseNotClosed');
  if (await openCaseOf(ctx.db, row.student_id)) throw new AppError('caseAlreadyOpen');
  if (input.reopenedOn < row.closed_on)
    throw new AppError('reopenedBeforeClosed', undefined, { reopenedOn: 'reopenedBeforeClosed' });
  const closure = (await closuresOf(ctx.db, input.caseId)).findLast((one) => one.reopened_on === null);
  if (closure) {
    await recordHistory(ctx, 'caseClosure', closure.id, closure, {
      reopened_on: input.reopenedOn,
      reopen_reason: input.reason,
    });
  }
  await takeBackClosure(ctx.db, input.caseId, input.reopenedOn, input.reason);
  ctx.note({ caseNo: row.case_no }, { kind: 'student', id: row.student_id });
  return { reopened: true as const };
}
