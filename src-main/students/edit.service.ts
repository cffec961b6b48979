import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type ClassIdentity, parseClassName } from '../../src-shared/domain/class-name.ts';
import { cleanName } from '../../src-shared/domain/normalise.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { classContext } from '../vault/shown-class.ts';
import { spellName } from './pinyin.ts';
import { studentById } from './students.repository.ts';
import { currentYear } from './students.service.ts';

type CardInput = Pick<
  ParsedInput<'students.create'>,
  'name' | 'sex' | 'birthDate' | 'ethnicity' | 'studentNo' | 'address' | 'leftBehind'
>;

function columnsOf(input: CardInput) {
  const name = cleanName(input.name);
  const spelled = spellName(name);
  return {
    name,
    name_pinyin: spelled.pinyin,
    name_initials: spelled.initials,
    sex: input.sex,
    birth_date: input.birthDate,
    ethnicity: input.ethnicity,
    student_no: input.studentNo,
    address: input.address,
    left_behind: input.leftBehind,
  };
}

/** Id of a class, made when it is not there yet. */
export async function ensureClass(ctx: Pick<Context, 'db' | 'newId' | 'clock'>, identity: ClassIdentity): Promise<string> {
  const found = await ctx.db
    .selectFrom('class')
    .select('id')
    .where('stage', '=', identity.stage)
    .where('entry_year', '=', identity.entryYear)
    .where('number', '=', identity.number)
    .executeTakeFirst();
  if (found) return found.id;
  const id = ctx.newId();
  await ctx.db
    .insertInto('class')
    .values({
      id,
      stage: identity.stage,
      entry_year: identity.entryYear,
      number: identity.number,
      created_at: instant(ctx.clock),
    })
    .execute();
  return id;
}

export async function createStudent(ctx: Context, input: ParsedInput<'students.create'>) {
  const schoolYear = currentYear(ctx);
  const parsed = parseClassName(input.className, await classContext(ctx, schoolYear));
  if (!parsed.ok) throw new AppError('classUnreadable', undefined, { className: `class.${parsed.problem}` });
  const studentId = ctx.newId();
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  await ctx.db
    .insertInto('student')
    .values({ id: studentId, ...columnsOf(input), created_at: at, created_by: by, updated_at: at, updated_by: by })
    .execute();
  await ctx.db
    .insertInto('enrolment')
    .values({
      id: ctx.newId(),
      student_id: studentId,
      school_year: schoolYear,
      class_id: await ensureClass(ctx, parsed.identity),
      boarder: input.boarder ? 1 : 0,
      from_date: localDate(ctx.clock),
    })
    .execute();
  ctx.note({ count: 1 }, { kind: 'student', id: studentId });
  return { studentId };
}

export async function updateStudent(ctx: Context, input: ParsedInput<'students.update'>) {
  const before = await studentById(ctx.db, input.studentId);
  if (!before) throw new AppError('studentUnknown');
  if (before.revision !== input.revision) throw new AppError('stale');
  const after = columnsOf(input);
  const changed = await recordHistory(ctx, 'student', input.studentId, { ...before }, after);
  if (changed.length === 0) return { revision: before.revision };
  const revision = before.revision + 1;
  await ctx.db
    .updateTable('student')
    .set({ ...after, revision, updated_at: instant(ctx.clock), updated_by: ctx.session.userId })
    .where('id', '=', input.studentId)
    .execute();
  ctx.note({ fields: changed.join(',') });
  return { revision };
}

/** Opening twice keeps the first day. */
export async function openFile(ctx: Context, input: ParsedInput<'students.openFile'>) {
  const before = await studentById(ctx.db, input.studentId);
  if (!before) throw new AppError('studentUnknown');
  if (before.file_opened_on !== null) return { openedOn: before.file_opened_on };
  const after = { file_opened_on: input.on };
  await recordHistory(ctx, 'student', input.studentId, { ...before }, after);
  await ctx.db
    .updateTable('student')
    .set({ ...after, revision: before.revision + 1, updated_at: instant(ctx.clock), updated_by: ctx.session.userId })
    .where('id', '=', input.studentId)
    .execute();
  return { openedOn: input.on };
}

export async function revealField(ctx: Context, input: ParsedInput<'students.reveal'>) {
  const student = await studentById(ctx.db, input.studentId);
  if (!student) throw new AppError('studentUnknown');
  ctx.note({ field: input.field }, { kind: 'student', id: input.studentId });
  if (input.field === 'idNumber') return { value: student.id_number };
  if (input.field === 'registrationNo') return { value: student.registration_no };
  if (input.field === 'phone') return { value: student.phone };
  return { value: await guardianPhone(ctx.db, input.studentId, input.guardianId ?? '') };
}

async function guardianPhone(db: Executor, studentId: string, guardianId: string): Promise<string | null> {
  const row = await db
    .selectFrom('guardian')
    .select('phone')
    .where('student_id', '=', studentId)
    .where('id', '=', guardianId)
    .executeTakeFirst();
  return row?.phone ?? null;
}
