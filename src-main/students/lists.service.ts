import { z } from 'zod';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { SELECTION_MAX, type StudentRow, studentGaps } from '../../src-shared/contract/students.ts';
import { className, parseClassName, stages } from '../../src-shared/domain/class-name.ts';
import { schoolYearPeriod } from '../../src-shared/domain/school-calendar.ts';
import { localDate } from '../vault/clock.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Context } from '../vault/context.ts';
import { classContext, identityOf, shownClass } from '../vault/shown-class.ts';
import { type SortKeys, selectPage } from './list-page.repository.ts';
import { countTags, type RollFilter, selectClasses, selectFiltered, selectRows } from './lists.repository.ts';
import { currentYear, maySeeSupport } from './students.service.ts';

/** The day that a list of a school year shows: today while the year runs, else its last. */
export function dayOf(ctx: Pick<Context, 'clock'>, schoolYear: number): string {
  const today = localDate(ctx.clock);
  const { from, to } = schoolYearPeriod(schoolYear);
  return today >= from && today <= to ? today : to;
}

type FilterInput = ParsedInput<'students.listIds'>;

async function toFilter(ctx: Context, input: FilterInput): Promise<RollFilter> {
  const schoolYear = input.schoolYear ?? currentYear(ctx);
  const text = input.text === '' ? undefined : input.text;
  const named = text === undefined ? null : parseClassName(text, await classContext(ctx, schoolYear));
  return {
    schoolYear,
    yearFrom: schoolYearPeriod(schoolYear).from,
    on: dayOf(ctx, schoolYear),
    standing: input.standing,
    text,
    textClasses: named === null ? [] : named.ok ? [named.identity] : named.candidates,
    classId: input.classId,
    cohort: input.cohort,
    level: maySeeSupport(ctx) ? input.level : undefined,
    tag: input.tag,
    mentorId: input.mentorId,
    gap: input.gap,
    consentKind: input.consentKind,
  };
}

const key = z.union([z.string(), z.number()]);
const cursorKeys = z.tuple([key, key, key, z.string(), z.string()]);

function readCursor(cursor: string | undefined): SortKeys | null {
  if (cursor === undefined) return null;
  try {
    return cursorKeys.parse(JSON.parse(cursor));
  } catch {
    throw new AppError('invalidInput', undefined, { cursor: 'invalid' });
  }
}

export async function listStudents(ctx: Context, input: ParsedInput<'students.list'>) {
  const filter = await toFilter(ctx, input);
  const { shape } = await classContext(ctx, filter.schoolYear);
  const shown = maySeeSupport(ctx);
  const after = readCursor(input.cursor);
  const total = after === null ? await countFiltered(ctx, filter) : null;
  // A role that does not see levels cannot learn them from the order either.
  const sort = input.sort === 'level' && !shown ? 'class' : input.sort;
  const found = await selectPage(ctx.db, filter, { sort, down: input.down, after, limit: input.limit + 1 }).execute();
  const page = found.slice(0, input.limit);
  const ids = page.map((row) => row.id);
  const details = new Map((ids.length === 0 ? [] : await selectRows(ctx.db, filter, ids).execute()).map((row) => [row.id, row]));
  const consents = shown ? await consentStates(ctx.db, ids, filter.consentKind, filter.on) : new Map<string, never>();
  const rows = ids.flatMap((id): StudentRow[] => {
    const row = details.get(id);
    if (!row) return [];
    // Who left is shown in the class of the last year here.
    const year = filter.standing === 'left' ? (row.school_year ?? filter.schoolYear) : filter.schoolYear;
    return [
      {
        id,
        name: row.name,
        pinyin: row.name_pinyin,
        initials: row.name_initials,
        classId: row.class_id ?? '',
        className: shownClass(row, year, shape) ?? '',
        sex: row.sex,
        boarder: row.boarder === 1,
        studentNo: row.student_no,
        status: row.status ?? '',
        leftOn: row.to_date,
        level: shown ? (row.level ?? null) : null,
        consent: consents.get(id)?.status ?? null,
        mentor: row.mentor ?? null,
        lastOnsiteOn: row.last_onsite_on ?? null,
        fileOpenedOn: row.file_opened_on,
        careTags: row.care_tags ? [...new Set(row.care_tags.split(','))] : [],
      },
    ];
  });
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    schoolYear: filter.schoolYear,
    levelsShown: shown,
    total,
    rows,
    cursor: more ? JSON.stringify([last.a, last.b, last.c, last.pinyin, last.id] satisfies SortKeys) : null,
  };
}

async function countFiltered(ctx: Context, filter: RollFilter): Promise<number> {
  const row = await selectFiltered(ctx.db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function listIds(ctx: Context, input: FilterInput): Promise<string[]> {
  const filter = await toFilter(ctx, input);
  const rows = await selectPage(ctx.db, filter, { sort: 'class', down: false, after: null, limit: SELECTION_MAX }).execute();
  return rows.map((row) => row.id);
}

/** The numbers on the chips of the list, each counted by the very filter that makes its list. */
export async function listCounts(ctx: Context, input: ParsedInput<'students.listCounts'>) {
  const { consentKind } = input;
  const filter = await toFilter(ctx, { schoolYear: input.schoolYear, standing: 'roll', consentKind });
  const gaps = { noMentor: 0, noFile: 0, notVisited: 0, noConsent: 0 };
  for (const gap of studentGaps) gaps[gap] = await countFiltered(ctx, { ...filter, gap });
  const previous = filter.schoolYear - 1;
  const before = await toFilter(ctx, { schoolYear: previous, standing: 'roll', consentKind });
  const waiting = await selectFiltered(ctx.db, before)
    .where('student.id', 'not in', (eb) =>
      eb.selectFrom('enrolment as now').select('now.student_id').where('now.school_year', '>=', filter.schoolYear),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return {
    schoolYear: filter.schoolYear,
    enrolled: (await countFiltered(ctx, filter)) - (await countFiltered(ctx, { ...filter, standing: 'suspended' })),
    gaps,
    tags: (await countTags(ctx.db, filter).execute()).map(({ code, count }) => ({ code, count })),
    notRolledOver: waiting?.count ?? 0,
  };
}

/** Rows come by year of entry, latest first, which within a stage is by grade; stages follow each other by age. */
function youngestStageFirst<R extends { readonly stage: string | null }>(rows: readonly R[]): R[] {
  const order: readonly (string | null)[] = stages;
  const place = (row: R) => order.indexOf(row.stage);
  return [...rows].sort((a, b) => place(a) - place(b));
}

export async function listClasses(ctx: Context, input: ParsedInput<'students.classes'>) {
  const schoolYear = input.schoolYear ?? currentYear(ctx);
  const { shape } = await classContext(ctx, schoolYear);
  const filter = {
    schoolYear,
    yearFrom: schoolYearPeriod(schoolYear).from,
    on: dayOf(ctx, schoolYear),
    consentKind: 'counseling' as const,
  };
  const rows = youngestStageFirst(await selectClasses(ctx.db, filter).execute());
  return rows.flatMap((row) => {
    const identity = identityOf(row);
    return identity && row.id !== null
      ? [{ id: row.id, name: className(identity, schoolYear, 'zh', shape), ...identity, students: row.students }]
      : [];
  });
}
