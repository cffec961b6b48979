import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Standing, StudentGap } from '../../src-shared/contract/students.ts';
import type { ClassIdentity, Stage } from '../../src-shared/domain/class-name.ts';
import { type ConsentKind, visitModes } from '../../src-shared/domain/codes.ts';
import { lacksConsent } from '../vault/consent-standing.ts';
import type { Executor } from '../vault/context.ts';
import type { Tables } from '../vault/tables.ts';
import { LEFT } from './roll.repository.ts';

type Tabled = Tables & { e: Tables['enrolment'] };
export const build = () => expressionBuilder<Tabled, 'student' | 'e' | 'class'>();

export interface RollFilter {
  readonly schoolYear: number;
  /** First day of the school year and the day that is asked about. */
  readonly yearFrom: string;
  readonly on: string;
  readonly standing: Standing;
  readonly text?: string | undefined;
  /** Classes that the text names. */
  readonly textClasses?: readonly ClassIdentity[] | undefined;
  readonly classId?: string | undefined;
  readonly cohort?: { readonly stage: Stage; readonly entryYear: number } | undefined;
  readonly level?: number | undefined;
  readonly tag?: string | undefined;
  readonly mentorId?: string | undefined;
  readonly gap?: StudentGap | undefined;
  /** Which consent `noConsent` asks for. */
  readonly consentKind: ConsentKind;
}

/** Same rule as `holdsOn`, over any of the joined enrolments. */
function holds(alias: 'e' | 'other', day: string): Expression<SqlBool> {
  const eb = expressionBuilder<Tables & { e: Tables['enrolment']; other: Tables['enrolment'] }, 'e' | 'other'>();
  return eb.and([
    eb(`${alias}.from_date`, '<=', day),
    eb.or([
      eb(`${alias}.to_date`, '>', day),
      eb.and([eb(`${alias}.to_date`, 'is', null), eb(`${alias}.status`, 'not in', LEFT)]),
    ]),
  ]);
}

/** Where somebody is in school, not suspended: an end still to come does not take that away today. */
function inSchool(): Expression<SqlBool> {
  const eb = build();
  return eb.or([eb('e.status', '=', 'enrolled'), eb.and([eb('e.to_date', 'is not', null), eb('e.status', 'in', LEFT)])]);
}

export const currentLevel = () =>
  build()
    .selectFrom('level_change')
    .select('level_change.to_level')
    .whereRef('level_change.student_id', '=', 'student.id')
    .orderBy('level_change.decided_on', 'desc')
    .orderBy('level_change.recorded_at', 'desc')
    .limit(1);

export const currentMentor = (on: string) =>
  build()
    .selectFrom('mentor')
    .innerJoin('staff', 'staff.id', 'mentor.staff_id')
    .select('staff.name')
    .whereRef('mentor.student_id', '=', 'student.id')
    .where('mentor.from_date', '<=', on)
    .where((eb) => eb.or([eb('mentor.to_date', 'is', null), eb('mentor.to_date', '>', on)]))
    .orderBy('mentor.from_date', 'desc')
    .limit(1);

const onsiteModes: readonly string[] = visitModes.entries.filter((mode) => mode.counts).map((mode) => mode.code);

export const lastOnsite = (on: string) =>
  build()
    .selectFrom('home_visit')
    .select((v) => v.fn.max('home_visit.visited_on').as('last'))
    .whereRef('home_visit.student_id', '=', 'student.id')
    .where('home_visit.mode', 'in', onsiteModes)
    .where('home_visit.visited_on', '<=', on);

/** What is missing, by the definitions of the indicators and of the consent standing. */
function lacks(gap: StudentGap, { on, yearFrom, consentKind }: RollFilter): Expression<SqlBool> {
  const eb = build();
  switch (gap) {
    case 'noMentor':
      return eb.not(eb.exists(currentMentor(on)));
    case 'noFile':
      return eb.or([eb('student.file_opened_on', 'is', null), eb('student.file_opened_on', '>', on)]);
    case 'notVisited':
      return eb.not(
        eb.exists(
          eb
            .selectFrom('home_visit')
            .select('home_visit.id')
            .whereRef('home_visit.student_id', '=', 'student.id')
            .where('home_visit.mode', 'in', onsiteModes)
            .where('home_visit.visited_on', '>=', yearFrom)
            .where('home_visit.visited_on', '<=', on),
        ),
      );
    case 'noConsent':
      return lacksConsent(consentKind, on);
  }
}

const escaped = (text: string): string => text.replace(/[\\%_]/gu, '');

function speaks(text: string, classes: readonly ClassIdentity[]): Expression<SqlBool> {
  const eb = build();
  const plain = escaped(text);
  const spelled = plain.toLowerCase().replace(/[\s']/gu, '');
  return eb.or([
    eb('student.name', 'like', `%${plain}%`),
    ...(/^[a-z]+$/u.test(spelled)
      ? [eb('student.name_pinyin', 'like', `%${spelled}%`), eb('student.name_initials', 'like', `${spelled}%`)]
      : []),
    eb('student.student_no', 'like', `${plain}%`),
    ...classes.map((c) =>
      eb.and([eb('class.stage', '=', c.stage), eb('class.entry_year', '=', c.entryYear), eb('class.number', '=', c.number)]),
    ),
  ]);
}

/** Students that a filter finds, each with the one enrolment that places them. */
export function selectFiltered(db: Executor, filter: RollFilter) {
  const left = filter.standing === 'left';
  const base = db
    .selectFrom('student')
    .leftJoin('enrolment as e', (join) =>
      left
        ? join.on('e.id', '=', (eb) =>
            eb
              .selectFrom('enrolment as last')
              .select('last.id')
              .whereRef('last.student_id', '=', 'student.id')
              .orderBy('last.school_year', 'desc')
              .orderBy('last.from_date', 'desc')
              .limit(1),
          )
        : join.onRef('e.student_id', '=', 'student.id').on('e.school_year', '=', filter.schoolYear),
    )
    .leftJoin('class', 'class.id', 'e.class_id');
  const { on } = filter;
  const otherHolds = (later: boolean) => {
    const eb = build();
    return eb.exists(
      eb
        .selectFrom('enrolment as other')
        .select('other.id')
        .whereRef('other.student_id', '=', 'student.id')
        .where('other.school_year', '=', filter.schoolYear)
        .where(holds('other', on))
        .$if(later, (query) =>
          query.where((o) =>
            o.or([
              o('other.from_date', '>', o.ref('e.from_date')),
              o.and([o('other.from_date', '=', o.ref('e.from_date')), o('other.id', '>', o.ref('e.id'))]),
            ]),
          ),
        ),
    );
  };
  return base
    .$if(left, (query) => query.where((eb) => eb.not(otherHolds(false))))
    .$if(!left, (query) =>
      query
        .where('e.school_year', '=', filter.schoolYear)
        .where(holds('e', on))
        .where((eb) => eb.not(otherHolds(true))),
    )
    .$if(filter.standing === 'suspended', (query) => query.where((eb) => eb.not(inSchool())))
    .$if(filter.gap !== undefined, (query) => query.where(inSchool()).where(lacks(filter.gap ?? 'noMentor', filter)))
    .$if(filter.classId !== undefined, (query) => query.where('e.class_id', '=', filter.classId ?? ''))
    .$if(filter.cohort !== undefined, (query) =>
      query.where('class.stage', '=', filter.cohort?.stage ?? '').where('class.entry_year', '=', filter.cohort?.entryYear ?? 0),
    )
    .$if(filter.level !== undefined, (query) =>
      query.where((eb) => eb(eb.fn.coalesce(currentLevel(), eb.lit(0)), '=', filter.level ?? 0)),
    )
    .$if(filter.tag !== undefined, (query) =>
      query.where('student.id', 'in', (eb) =>
        eb
          .selectFrom('care_tag')
          .select('care_tag.student_id')
          .where('care_tag.code', '=', filter.tag ?? '')
          .where('care_tag.to_date', 'is', null),
      ),
    )
    .$if(filter.mentorId !== undefined, (query) =>
      query.where('student.id', 'in', (eb) =>
        eb
          .selectFrom('mentor')
          .select('mentor.student_id')
          .where('mentor.staff_id', '=', filter.mentorId ?? '')
          .where('mentor.to_date', 'is', null),
      ),
    )
    .$if(filter.text !== undefined && filter.text !== '', (query) =>
      query.where(speaks(filter.text ?? '', filter.textClasses ?? [])),
    );
}

/** What a list shows of the students with these ids. */
export function selectRows(db: Executor, filter: RollFilter, ids: readonly string[]) {
  return selectFiltered(db, {
    schoolYear: filter.schoolYear,
    yearFrom: filter.yearFrom,
    on: filter.on,
    standing: filter.standing,
    consentKind: filter.consentKind,
  })
    .where('student.id', 'in', ids)
    .select([
      'student.id',
      'student.name',
      'student.name_pinyin',
      'student.name_initials',
      'student.sex',
      'student.student_no',
      'student.file_opened_on',
      'e.class_id',
      'e.school_year',
      'e.boarder',
      'e.status',
      'e.to_date',
      'class.stage',
      'class.entry_year',
      'class.number',
      currentLevel().as('level'),
      currentMentor(filter.on).as('mentor'),
      lastOnsite(filter.on).as('last_onsite_on'),
      build()
        .selectFrom('care_tag')
        .select((v) => v.fn.agg<string | null>('group_concat', ['care_tag.code']).as('codes'))
        .whereRef('care_tag.student_id', '=', 'student.id')
        .where('care_tag.to_date', 'is', null)
        .as('care_tags'),
    ]);
}

/** How many students of a filter bear each care tag. */
export function countTags(db: Executor, filter: RollFilter) {
  return db
    .selectFrom('care_tag')
    .select((eb) => ['care_tag.code', eb.fn.count<number>('care_tag.student_id').distinct().as('count')])
    .where('care_tag.to_date', 'is', null)
    .where('care_tag.student_id', 'in', selectFiltered(db, filter).select('student.id'))
    .groupBy('care_tag.code');
}

/** Classes of a school year with how many are on their roll. */
export function selectClasses(db: Executor, filter: Pick<RollFilter, 'schoolYear' | 'yearFrom' | 'on' | 'consentKind'>) {
  return selectFiltered(db, { ...filter, standing: 'roll' })
    .select((eb) => ['class.id', 'class.stage', 'class.entry_year', 'class.number', eb.fn.countAll<number>().as('students')])
    .groupBy('class.id')
    .orderBy('class.entry_year', 'desc')
    .orderBy('class.number');
}
