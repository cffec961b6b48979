import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { cleanName, cleanPhone } from '../../src-shared/domain/normalise.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory, recordRemoval } from '../vault/history.ts';
import { studentById } from './students.repository.ts';

/** Guardians, care tags and mentors: each with whom it is from, and what was before kept. */

async function requireStudent(ctx: Context, studentId: string): Promise<void> {
  if (!(await studentById(ctx.db, studentId))) throw new AppError('studentUnknown');
}

function readPhone(phone: string | null | undefined): string | null | undefined {
  if (phone === undefined || phone === null || phone === '') return phone === '' ? null : phone;
  const clean = cleanPhone(phone);
  if (clean === undefined) throw new AppError('phoneUnreadable', undefined, { phone: 'phoneUnreadable' });
  return clean;
}

export async function saveGuardian(ctx: Context, input: ParsedInput<'students.saveGuardian'>) {
  const { db } = ctx;
  const { studentId } = input;
  await requireStudent(ctx, studentId);
  const phone = readPhone(input.phone);
  const after = {
    name: cleanName(input.name),
    relation: input.relation,
    is_primary: input.primary ? 1 : 0,
    note: input.note,
    ...(phone !== undefined && { phone }),
  };
  const guardians = await db.selectFrom('guardian').selectAll().where('student_id', '=', studentId).execute();
  const before = guardians.find((row) => row.id === input.guardianId);
  if (input.guardianId !== undefined && !before) throw new AppError('guardianUnknown');
  if (input.primary) {
    for (const other of guardians) {
      if (other.id === input.guardianId || other.is_primary === 0) continue;
      await recordHistory(ctx, 'guardian', other.id, other, { is_primary: 0 });
      await db.updateTable('guardian').set({ is_primary: 0 }).where('id', '=', other.id).execute();
    }
  }
  if (before) {
    await recordHistory(ctx, 'guardian', before.id, before, after);
    await db.updateTable('guardian').set(after).where('id', '=', before.id).execute();
    return { guardianId: before.id };
  }
  const guardianId = ctx.newId();
  const row = { ...after, is_primary: guardians.length === 0 ? 1 : after.is_primary };
  await db
    .insertInto('guardian')
    .values({ id: guardianId, student_id: studentId, ...row })
    .execute();
  await recordHistory(ctx, 'guardian', guardianId, {}, { student_id: studentId, ...row });
  return { guardianId };
}

export async function removeGuardian(ctx: Context, { studentId, guardianId }: ParsedInput<'students.removeGuardian'>) {
  const row = await ctx.db
    .selectFrom('guardian')
    .selectAll()
    .where('id', '=', guardianId)
    .where('student_id', '=', studentId)
    .executeTakeFirst();
  if (!row) throw new AppError('guardianUnknown');
  await recordRemoval(ctx, 'guardian', guardianId, row);
  await ctx.db.deleteFrom('guardian').where('id', '=', guardianId).execute();
  return { removed: true as const };
}

export async function addTag(ctx: Context, input: ParsedInput<'students.addTag'>) {
  await requireStudent(ctx, input.studentId);
  const open = await ctx.db
    .selectFrom('care_tag')
    .select('id')
    .where('student_id', '=', input.studentId)
    .where('code', '=', input.code)
    .where('to_date', 'is', null)
    .executeTakeFirst();
  if (open) throw new AppError('tagOpen');
  const tagId = ctx.newId();
  const row = { student_id: input.studentId, code: input.code, from_date: input.fromDate, source: input.source };
  await ctx.db
    .insertInto('care_tag')
    .values({ id: tagId, ...row })
    .execute();
  await recordHistory(ctx, 'care_tag', tagId, {}, row);
  return { tagId };
}

export async function endTag(ctx: Context, { studentId, tagId, toDate }: ParsedInput<'students.endTag'>) {
  const row = await ctx.db
    .selectFrom('care_tag')
    .selectAll()
    .where('id', '=', tagId)
    .where('student_id', '=', studentId)
    .executeTakeFirst();
  if (!row) throw new AppError('tagUnknown');
  if (toDate < row.from_date) throw new AppError('periodOrder', undefined, { toDate: 'periodOrder' });
  await recordHistory(ctx, 'care_tag', tagId, row, { to_date: toDate });
  await ctx.db.updateTable('care_tag').set({ to_date: toDate }).where('id', '=', tagId).execute();
  return { tagId };
}

/** @throws AppError `staffUnknown` */
export async function requireStaff(ctx: Pick<Context, 'db'>, staffId: string): Promise<string> {
  const row = await ctx.db.selectFrom('staff').select('name').where('id', '=', staffId).executeTakeFirst();
  if (!row) throw new AppError('staffUnknown');
  return row.name;
}

export function openMentors(ctx: Pick<Context, 'db'>, studentId: string) {
  return ctx.db
    .selectFrom('mentor')
    .innerJoin('staff', 'staff.id', 'mentor.staff_id')
    .selectAll('mentor')
    .select('staff.name')
    .where('mentor.student_id', '=', studentId)
    .where('mentor.to_date', 'is', null)
    .execute();
}

export async function endMentor(
  ctx: Context,
  row: { readonly id: string; readonly from_date: string; readonly to_date: string | null },
  on: string,
): Promise<void> {
  if (on < row.from_date) throw new AppError('periodOrder', undefined, { fromDate: 'periodOrder' });
  await recordHistory(ctx, 'mentor', row.id, { ...row }, { to_date: on });
  await ctx.db.updateTable('mentor').set({ to_date: on }).where('id', '=', row.id).execute();
}

export async function beginMentor(ctx: Context, studentId: string, staffId: string, on: string): Promise<string> {
  const mentorId = ctx.newId();
  const row = { student_id: studentId, staff_id: staffId, from_date: on };
  await ctx.db
    .insertInto('mentor')
    .values({ id: mentorId, ...row })
    .execute();
  await recordHistory(ctx, 'mentor', mentorId, {}, row);
  return mentorId;
}

export async function setMentor(ctx: Context, { studentId, staffId, fromDate }: ParsedInput<'students.setMentor'>) {
  await requireStudent(ctx, studentId);
  if (staffId !== null) await requireStaff(ctx, staffId);
  const open = await openMentors(ctx, studentId);
  const same = open.find((row) => row.staff_id === staffId);
  for (const row of open) if (row !== same) await endMentor(ctx, row, fromDate);
  if (same) return { mentorId: same.id };
  return { mentorId: staffId === null ? null : await beginMentor(ctx, studentId, staffId, fromDate) };
}
