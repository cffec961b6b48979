import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { parseClassName } from '../../src-shared/domain/class-name.ts';
import { inspectIdNumber } from '../../src-shared/domain/id-number.ts';
import { cleanName, cleanPhone, tidyCode } from '../../src-shared/domain/normalise.ts';
import { inspectRegistrationNumber } from '../../src-shared/domain/registration-number.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory, revise } from '../vault/history.ts';
import { classContext } from '../vault/shown-class.ts';
import { ensureClass } from './ensure-class.ts';
import { spellName } from './pinyin.ts';
import { recordEvent } from './roll-event.ts';
import { studentById } from './students.repository.ts';

type CardInput = Omit<ParsedInput<'students.create'>, 'className' | 'boarder' | 'transfer'>;

const flag = (value: boolean | null | undefined) => (value === undefined || value === null ? value : value ? 1 : 0);

function columnsOf(input: CardInput) {
  const name = cleanName(input.name);
  const spelled = spellName(name);
  const phone =
    input.phone === undefined || input.phone === null || input.phone === '' ? input.phone || null : cleanPhone(input.phone);
  if (phone === undefined) throw new AppError('phoneUnreadable', undefined, { phone: 'phoneUnreadable' });
  const kept = {
    registration_no: readRegistration(input.registrationNo),
    id_type: input.idType,
    id_number: readIdNumber(input),
    phone: input.phone === undefined ? undefined : phone,
    household: input.household,
    migrant_child: flag(input.migrantChild),
    orphan: flag(input.orphan),
    only_child: flag(input.onlyChild),
    disability: input.disability,
  };
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
    // What was left out of the form is left out of the change.
    ...(Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as {
      [K in keyof typeof kept]?: Exclude<(typeof kept)[K], undefined>;
    }),
  };
}

function readRegistration(text: string | null | undefined): string | null | undefined {
  if (text === undefined || text === null || text === '') return text === '' ? null : text;
  const read = inspectRegistrationNumber(text);
  if (read.kind === 'valid') return read.value;
  throw new AppError('registrationUnreadable', undefined, { registrationNo: 'registrationUnreadable' });
}

/** A resident's number has check digits; of other papers any number is taken as it stands. */
function readIdNumber({ idNumber, idType }: CardInput): string | null | undefined {
  if (idNumber === undefined || idNumber === null || idNumber === '') return idNumber === '' ? null : idNumber;
  if (idType !== undefined && idType !== null && idType !== '1') return tidyCode(idNumber).toUpperCase();
  const read = inspectIdNumber(idNumber);
  if (read.kind === 'valid') return read.value;
  throw new AppError('idUnreadable', undefined, { idNumber: 'idUnreadable' });
}

/** A number belongs to one student, an earlier registration number too. @throws AppError `registrationTaken`, `idTaken` */
async function requireFree(
  db: Executor,
  studentId: string,
  numbers: { readonly registration_no?: string | null; readonly id_number?: string | null },
): Promise<void> {
  if (numbers.id_number) {
    const other = await db.selectFrom('student').select('id').where('id_number', '=', numbers.id_number).executeTakeFirst();
    if (other && other.id !== studentId) throw new AppError('idTaken', undefined, { idNumber: 'idTaken' });
  }
  if (!numbers.registration_no) return;
  const now = db.selectFrom('student').select('id').where('registration_no', '=', numbers.registration_no);
  const before = db.selectFrom('registration_history').select('student_id as id').where('number', '=', numbers.registration_no);
  for (const { id } of await now.union(before).execute()) {
    if (id !== studentId) throw new AppError('registrationTaken', undefined, { registrationNo: 'registrationTaken' });
  }
}

/** Keeps the number that goes and the one that comes, so that both still find the student. */
async function keepNumbers(ctx: Context, studentId: string, numbers: readonly (string | null | undefined)[]): Promise<void> {
  for (const number of numbers) {
    if (!number) continue;
    await ctx.db
      .insertInto('registration_history')
      .values({ student_id: studentId, number, from_date: localDate(ctx.clock) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function createStudent(ctx: Context, input: ParsedInput<'students.create'>) {
  const from = input.transfer?.on ?? localDate(ctx.clock);
  const schoolYear = schoolYearOf(from);
  const parsed = parseClassName(input.className, await classContext(ctx, schoolYear));
  if (!parsed.ok) throw new AppError('classUnreadable', undefined, { className: `class.${parsed.problem}` });
  const studentId = ctx.newId();
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  const columns = columnsOf(input);
  await requireFree(ctx.db, studentId, columns);
  await ctx.db
    .insertInto('student')
    .values({ id: studentId, ...columns, created_at: at, created_by: by, updated_at: at, updated_by: by })
    .execute();
  await keepNumbers(ctx, studentId, [columns.registration_no]);
  const classId = await ensureClass(ctx, parsed.identity);
  await ctx.db
    .insertInto('enrolment')
    .values({
      id: ctx.newId(),
      student_id: studentId,
      school_year: schoolYear,
      class_id: classId,
      boarder: input.boarder ? 1 : 0,
      from_date: from,
      entry: input.transfer ? 'transferIn' : 'admission',
    })
    .execute();
  if (input.transfer) await recordEvent(ctx, studentId, { kind: 'in', ...input.transfer, status: 'enrolled', classId });
  ctx.note({ count: 1 }, { kind: 'student', id: studentId });
  return { studentId };
}

export async function updateStudent(ctx: Context, input: ParsedInput<'students.update'>) {
  const before = await studentById(ctx.db, input.studentId);
  if (!before) throw new AppError('studentUnknown');
  const after = columnsOf(input);
  await requireFree(ctx.db, input.studentId, after);
  const { fields: changed, revision, row } = await revise(ctx, 'student', before, input.revision, after);
  if (changed.length === 0) return { revision: before.revision };
  await ctx.db.updateTable('student').set(row).where('id', '=', input.studentId).execute();
  if (changed.includes('registration_no')) {
    await keepNumbers(ctx, input.studentId, [before.registration_no, after.registration_no]);
  }
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

export { ensureClass } from './ensure-class.ts';
