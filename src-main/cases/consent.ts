import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type ConsentParty, type ConsentState, consentStateOn, requiredSigners } from '../../src-shared/domain/consent.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { consentById, consentsOf, insertConsent, studentBirth, withdrawConsentRow } from './cases.repository.ts';

/** The kind of consent that opening a case asks for. */
export const COUNSELING = 'counseling';

/** State of one kind of consent on a day. @throws AppError `studentUnknown` */
export async function consentState(db: Executor, studentId: string, kind: string, on: string): Promise<ConsentState> {
  const student = await studentBirth(db, studentId);
  if (!student) throw new AppError('studentUnknown');
  const given = (await consentsOf(db, studentId)).filter((row) => row.kind === kind);
  return consentStateOn(
    student.birth_date,
    given.map((row) => ({
      giver: row.giver as ConsentParty,
      givenOn: row.given_on,
      untilDate: row.until_date,
      withdrawnOn: row.withdrawn_on,
    })),
    on,
  );
}

export async function readConsents({ db, clock }: Context, studentId: string) {
  const counseling = await consentState(db, studentId, COUNSELING, localDate(clock));
  const rows = await consentsOf(db, studentId);
  return {
    counseling,
    list: rows.map((row) => ({
      consentId: row.id,
      kind: row.kind,
      giver: row.giver as ConsentParty,
      giverName: row.giver_name,
      givenOn: row.given_on,
      limits: row.limits,
      untilDate: row.until_date,
      withdrawnOn: row.withdrawn_on,
    })),
  };
}

export async function addConsent(ctx: Context, input: ParsedInput<'cases.addConsent'>) {
  const student = await studentBirth(ctx.db, input.studentId);
  if (!student) throw new AppError('studentUnknown');
  // A student's own signature alone is no consent under 14; from 14 on it may come before the guardian's.
  const signers = requiredSigners(student.birth_date, input.givenOn);
  if (input.giver === 'student' && student.birth_date !== null && !signers.includes('student')) {
    throw new AppError('consentNeedsGuardian', undefined, { giver: 'consentNeedsGuardian' });
  }
  if (input.untilDate !== null && input.untilDate < input.givenOn) {
    throw new AppError('untilBeforeGiven', undefined, { untilDate: 'untilBeforeGiven' });
  }
  const consentId = ctx.newId();
  await insertConsent(ctx.db, {
    id: consentId,
    student_id: input.studentId,
    kind: input.kind,
    giver: input.giver,
    giver_name: input.giverName,
    given_on: input.givenOn,
    limits: input.limits,
    until_date: input.untilDate,
    withdrawn_on: null,
    created_at: instant(ctx.clock),
    created_by: ctx.session.userId,
  });
  return { consentId, state: await consentState(ctx.db, input.studentId, input.kind, localDate(ctx.clock)) };
}

export async function withdrawConsent(ctx: Context, input: ParsedInput<'cases.withdrawConsent'>) {
  const row = await consentById(ctx.db, input.consentId);
  if (!row) throw new AppError('consentUnknown');
  if (row.withdrawn_on !== null) throw new AppError('consentWithdrawn');
  if (input.withdrawnOn < row.given_on)
    throw new AppError('withdrawnBeforeGiven', undefined, { withdrawnOn: 'withdrawnBeforeGiven' });
  await recordHistory(ctx, 'consent', row.id, row, { withdrawn_on: input.withdrawnOn });
  await withdrawConsentRow(ctx.db, row.id, input.withdrawnOn);
  ctx.note({ kind: row.kind }, { kind: 'student', id: row.student_id });
  return { state: await consentState(ctx.db, row.student_id, row.kind, localDate(ctx.clock)) };
}
