import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { requiredSigners } from '../../src-shared/domain/consent.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { getSchool } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { birthDates, classExists, guardiansOf, pupilsOfClass } from './consents.repository.ts';

async function idsFor(ctx: Context, input: ParsedInput<'consents.form'>, today: string): Promise<string[]> {
  if (input.classId !== undefined) {
    if (!(await classExists(ctx.db, input.classId))) throw new AppError('classUnknown');
    return pupilsOfClass(ctx.db, input.classId, schoolYearOf(today));
  }
  if (input.studentId === undefined) return [];
  await requireBrief(ctx.db, input.studentId, today);
  return [input.studentId];
}

/** Forms for one student, a whole class, or one blank form. A form without a way to reach the school is no information (PIPL art. 17). */
export async function readForm(ctx: Context, input: ParsedInput<'consents.form'>): Promise<Output<'consents.form'>> {
  const today = localDate(ctx.clock);
  const school = await getSchool(ctx.db);
  if (!school.contact?.phone) throw new AppError('schoolContactMissing');
  const ids = await idsFor(ctx, input, today);
  const briefs = await studentBriefs(ctx.db, ids, today);
  const births = new Map(
    ids.length === 0 ? [] : (await birthDates(ctx.db, ids)).map((row): [string, string | null] => [row.id, row.birth_date]),
  );
  const guardians = Map.groupBy(await guardiansOf(ctx.db, ids), (row) => row.student_id);
  const filled = ids.map((id) => ({
    student: briefOf(briefs, id),
    guardian: guardians.get(id)?.[0]?.name ?? null,
    signers: requiredSigners(births.get(id) ?? null, today),
  }));
  const blank = { student: null, guardian: null, signers: requiredSigners(null, today) };
  ctx.note(
    { kind: input.kind, pages: Math.max(1, filled.length) },
    input.studentId === undefined ? undefined : { kind: 'student', id: input.studentId },
  );
  return {
    school: { name: school.name, room: school.contact.room, phone: school.contact.phone, person: school.contact.person },
    madeOn: today,
    pages: input.classId === undefined && input.studentId === undefined ? [blank] : filled,
  };
}
