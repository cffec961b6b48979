import type { ParsedInput } from '../../src-shared/contract/index.ts';
import type { StudentHit } from '../../src-shared/contract/students.ts';
import { parseClassName } from '../../src-shared/domain/class-name.ts';
import { tidyCode } from '../../src-shared/domain/normalise.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import {
  hitsByIds,
  idsByClass,
  idsByIdTail,
  idsByOldNumber,
  idsByPhone,
  idsByPrefix,
  idsBySubstring,
} from './students.repository.ts';

export { maskPhone } from './mask.ts';

/** Levels are for those who support the student; the clerk keeps rosters without them. */
export const maySeeSupport = (ctx: Pick<Context, 'session'>): boolean => ctx.session.role !== 'clerk';

export const currentYear = (ctx: Pick<Context, 'clock'>): number => schoolYearOf(localDate(ctx.clock));

/** Best match first: beginnings of the name, numbers, initials, pinyin, then a class, then anything inside name or pinyin. */
export async function searchStudents(ctx: Context, input: ParsedInput<'students.search'>): Promise<StudentHit[]> {
  const { db } = ctx;
  const schoolYear = currentYear(ctx);
  const context = await classContext(ctx, schoolYear);
  const text = tidyCode(input.query).replace(/[%_]/gu, '');
  if (text === '') return [];
  const spelled = text.toLowerCase().replace(/[\s']/gu, '');
  const ids = new Set<string>();
  const take = async (query: { execute: () => Promise<{ id: string }[]> }): Promise<void> => {
    if (ids.size >= input.limit) return;
    for (const { id } of await query.execute()) ids.add(id);
  };
  const latin = /^[a-z]+$/u.test(spelled);
  if (/\p{Script=Han}/u.test(text)) await take(idsByPrefix(db, 'name', text, input.limit));
  if (/\d/u.test(text)) {
    await take(idsByPrefix(db, 'student_no', text.toUpperCase(), input.limit));
    await take(idsByPrefix(db, 'registration_no', text.toUpperCase(), input.limit));
    await take(idsByOldNumber(db, text.toUpperCase(), input.limit));
    if (/^\d{4,}$/u.test(text)) await take(idsByPhone(db, text, input.limit));
    // Who keeps the rosters holds the identity document in the hand; the lead has no use for its number.
    if (/^\d{3,17}[\dX]$/iu.test(text) && ctx.session.role !== 'lead')
      await take(idsByIdTail(db, text.toUpperCase(), input.limit));
  }
  if (latin) {
    await take(idsByPrefix(db, 'name_initials', spelled, input.limit));
    await take(idsByPrefix(db, 'name_pinyin', spelled, input.limit));
  }
  const asClass = parseClassName(text, context);
  const classes = asClass.ok ? [asClass.identity] : asClass.candidates;
  for (const identity of classes) await take(idsByClass(db, schoolYear, identity, input.limit));
  if (latin) await take(idsBySubstring(db, 'name_pinyin', spelled, input.limit));
  else if (!/\d/u.test(text)) await take(idsBySubstring(db, 'name', text, input.limit));
  const order = [...ids].slice(0, input.limit);
  if (order.length === 0) return [];
  const found = new Map((await hitsByIds(db, order, schoolYear).execute()).map((row) => [row.id, row]));
  return order.flatMap((id) => {
    const row = found.get(id);
    return row ? [{ id, name: row.name, className: shownClass(row, schoolYear, context.shape), studentNo: row.student_no }] : [];
  });
}
