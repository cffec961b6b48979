import type { ReportItem } from '../../src-shared/contract/reports.ts';
import { type ClassIdentity, className } from '../../src-shared/domain/class-name.ts';
import { networkLevels, staffKinds, visitModes } from '../../src-shared/domain/codes.ts';
import type { Indicator } from '../../src-shared/domain/indicators.ts';
import { FOCUS_FROM } from '../../src-shared/domain/level-scheme.ts';
import { fortnightsIn } from '../../src-shared/domain/school-calendar.ts';
import type { Facts, RollStudent } from './facts.ts';
import { ACTIVITY_OF } from './lines.ts';

type Cohort = Pick<ClassIdentity, 'stage' | 'entryYear'>;
/** One counted thing, with the grade it belongs to; without a grade it counts for the school alone. */
export interface Item extends Omit<ReportItem, 'student'> {
  readonly student: RollStudent | null;
  readonly cohort: Cohort | null;
}
/** `ratio`: counted ÷ all. `sum`: amounts of what is counted. Null where nothing is known yet. */
export interface Measured {
  readonly how: 'ratio' | 'sum';
  readonly items: readonly Item[] | null;
}

const ofStudent = (student: RollStudent, counted = true): Item => ({
  kind: 'student',
  id: student.id,
  student,
  cohort: student.identity,
  counted,
  name: null,
  on: null,
  amount: 1,
});
const share = (students: Iterable<RollStudent>, counted: (student: RollStudent) => boolean): Measured => ({
  how: 'ratio',
  items: [...students].map((student) => ofStudent(student, counted(student))),
});
const count = (students: Iterable<RollStudent>): Measured => ({
  how: 'sum',
  items: [...students].map((student) => ofStudent(student)),
});

export const focusStudents = (facts: Facts): RollStudent[] =>
  [...facts.roll.values()].filter((student) => (facts.levels.get(student.id) ?? 0) >= FOCUS_FROM);

export interface AssessmentState {
  readonly student: RollStudent;
  /** Validity of the latest result that is not void. */
  readonly validity: string | null;
  readonly state: 'due' | 'leave' | 'exempt';
  /** What was noted as the reason for not being due, even when there is a result. */
  readonly excused: 'leave' | 'exempt' | null;
}

/** What became of each listed student in the school year's rounds; who was assessed counts as due whatever was noted before. */
export function assessmentStates(facts: Facts): AssessmentState[] | null {
  const noted = new Map<string, Set<string>>();
  for (const row of facts.dispositions) noted.set(row.student_id, (noted.get(row.student_id) ?? new Set()).add(row.disposition));
  const latest = new Map<string, string>();
  for (const row of facts.results) if (row.validity !== 'void') latest.set(row.student_id, row.validity);
  const states = [...facts.roll.values()].flatMap((student): AssessmentState[] => {
    const dispositions = noted.get(student.id);
    const validity = latest.get(student.id) ?? null;
    if (!dispositions && validity === null) return [];
    const excused = dispositions === undefined || dispositions.has('due') ? null : dispositions.has('leave') ? 'leave' : 'exempt';
    return [{ student, validity, state: validity === null && excused !== null ? excused : 'due', excused }];
  });
  return states.length === 0 ? null : states;
}

function assessment(facts: Facts, id: string): Measured {
  const states = assessmentStates(facts);
  const how = id === 'assessmentCoverage' || id === 'assessmentValid' ? 'ratio' : 'sum';
  if (states === null) return { how, items: null };
  const only = (keep: (state: AssessmentState) => boolean) => states.filter(keep).map((state) => state.student);
  const valid = new Set(only((state) => state.validity === 'valid'));
  const tested = new Set(only((state) => state.validity !== null));
  switch (id) {
    case 'assessmentCoverage':
      return share(
        only((state) => state.state === 'due'),
        (student) => tested.has(student),
      );
    case 'assessmentValid':
      return share(tested, (student) => valid.has(student));
    case 'assessListed':
      return count(only(() => true));
    case 'assessLeave':
      return count(only((state) => state.state === 'leave'));
    case 'assessExempt':
      return count(only((state) => state.state === 'exempt'));
    case 'assessed':
      return count(tested);
    default:
      return count(only((state) => state.validity === 'doubtful'));
  }
}

const plain = (kind: Item['kind'], id: string, name: string | null, on: string | null, amount = 1): Item => ({
  kind,
  id,
  name,
  on,
  amount,
  counted: true,
  student: null,
  cohort: null,
});

function fromWorkRecord(facts: Facts, line: Indicator, kind: string): Measured {
  const from = line.period === 'period' ? facts.period.from : facts.year.from;
  return {
    how: 'sum',
    items: facts.activities
      .filter((row) => row.kind === kind && row.held_on >= from)
      .map((row) => plain('activity', row.id, row.title, row.held_on, line.unit === 'lessons' ? row.lessons : 1)),
  };
}

/** Each grade owes one lesson in each pair of teaching weeks; a lesson without a grade counts for every grade of its stage or of the school. */
function lessons(facts: Facts): Measured {
  const grades = new Map<string, Cohort>();
  for (const student of facts.enrolled) {
    grades.set(`${student.identity.stage}-${student.identity.entryYear}`, student.identity);
  }
  const held = facts.activities.filter((row) => row.kind === 'lesson' && row.lessons >= 1);
  const due = fortnightsIn({ from: facts.period.from, to: facts.period.to }, facts.asOf, facts.school.terms);
  if (due.length === 0 || grades.size === 0) return { how: 'ratio', items: null };
  const items = [...grades.values()].flatMap((cohort) =>
    due.map((pair): Item => {
      const counted = held.some(
        (row) =>
          row.held_on >= pair.from &&
          row.held_on <= pair.to &&
          (row.stage === null || row.stage === cohort.stage) &&
          (row.grade === null || matchesGrade(row, cohort, facts.period.schoolYear)),
      );
      return { ...plain('fortnight', `${cohort.stage}-${cohort.entryYear}-${pair.from}`, pair.to, pair.from), cohort, counted };
    }),
  );
  return { how: 'ratio', items };
}

function matchesGrade(
  row: { readonly stage: string | null; readonly grade: number | null },
  cohort: Cohort,
  year: number,
): boolean {
  return row.grade === yearInStage(cohort, year) || row.grade === runningGrade(cohort, year);
}

/** Year within the stage, 1 for the first. */
export const yearInStage = (cohort: Cohort, year: number): number => year - cohort.entryYear + 1;

const FIRST = { primary: 1, junior: 7, senior: 10, vocational: 10 } as const;
/** Grade counted through from 小学一年级. */
export const runningGrade = (cohort: Cohort, year: number): number => FIRST[cohort.stage] + yearInStage(cohort, year) - 1;

function committees(facts: Facts): Measured {
  const sexes = new Map<string, Set<string>>();
  for (const row of facts.committees) {
    if (row.class_id !== null) sexes.set(row.class_id, (sexes.get(row.class_id) ?? new Set()).add(row.sex));
  }
  const items = classes(facts).map((item) => {
    const own = sexes.get(item.id);
    return { ...item, counted: own?.has('1') === true && own.has('2') };
  });
  return { how: 'ratio', items };
}

function classes(facts: Facts): Item[] {
  const found = new Map<string, ClassIdentity>();
  for (const student of facts.enrolled) found.set(student.classId, student.identity);
  return [...found].map(([id, identity]) => ({
    ...plain('class', id, className(identity, facts.period.schoolYear), null),
    cohort: identity,
  }));
}

function reviews(facts: Facts): Measured {
  const done = new Map<string, boolean>();
  for (const row of facts.reviews) {
    done.set(row.id, (done.get(row.id) ?? false) || (row.outcome !== null && row.outcome !== 'unreachable'));
  }
  const items = [...new Map(facts.reviews.map((row) => [row.id, row])).values()].flatMap((row): Item[] => {
    const student = facts.roll.get(row.student_id);
    if (!student) return [];
    return [{ ...ofStudent(student, done.get(row.id) ?? false), kind: 'review', id: row.id, on: row.opened_at }];
  });
  return { how: 'ratio', items };
}

/** The one definition of a line: the things it counts. The number is their sum or share, the list behind it is these things. */
export function measure(facts: Facts, line: Indicator): Measured {
  const { id } = line;
  const activity = ACTIVITY_OF[id];
  if (activity !== undefined) return fromWorkRecord(facts, line, activity);
  if (id.startsWith('assess')) return assessment(facts, id);
  if (id === 'reports' || id.startsWith('reports.')) {
    const level = id.split('.')[1];
    const kept = facts.reports.filter((row) => level === undefined || row.network_level === level);
    return {
      how: 'sum',
      items: kept.map((row) => plain('report', row.id, networkLevels.label(row.network_level, 'zh'), row.occurred_at)),
    };
  }
  if (id === 'partyPairs' || id.startsWith('partyPairs.')) {
    const category = id.split('.')[1];
    const party = facts.pairings.filter((row) => row.kind === 'party' && (category === undefined || row.category === category));
    return count(inRoll(facts, new Set(party.map((row) => row.student_id))));
  }
  return measureRoll(facts, id);
}

const inRoll = (facts: Facts, ids: Iterable<string>): RollStudent[] =>
  [...ids].flatMap((id) => {
    const student = facts.roll.get(id);
    return student ? [student] : [];
  });

function measureRoll(facts: Facts, id: string): Measured {
  switch (id) {
    case 'enrolled':
      return count(facts.enrolled);
    case 'suspended':
      return count([...facts.roll.values()].filter((student) => !student.present));
    case 'classes':
      return { how: 'sum', items: classes(facts) };
    case 'boarders':
      return count(facts.enrolled.filter((student) => student.boarder));
    case 'mentored':
      return share(facts.enrolled, (student) => facts.mentored.has(student.id));
    case 'filesOpened':
      return share(facts.enrolled, (student) => student.fileOpened);
    case 'lessons':
      return lessons(facts);
    case 'counselors':
      return {
        how: 'sum',
        items: facts.staff
          .filter((row) => staffKinds.has(row.kind) && staffKinds.find(row.kind).counselor)
          .map((row) => plain('staff', row.id, row.name, null)),
      };
    case 'counselingHours':
      return {
        how: 'sum',
        items: [
          ...facts.sessions.map((row) => ({
            ...plain('session', row.id, null, row.held_on, row.minutes),
            student: facts.roll.get(row.student_id) ?? null,
          })),
          ...facts.activities
            .filter((row) => (row.kind === 'duty' || row.kind === 'groupCounseling') && row.held_on >= facts.period.from)
            .map((row) => plain('activity', row.id, row.title, row.held_on, row.minutes)),
        ],
      };
    case 'focusStudents':
      return count(focusStudents(facts));
    case 'paired': {
      const paired = new Set(facts.pairings.filter((row) => row.kind === 'psychological').map((row) => row.student_id));
      return share(focusStudents(facts), (student) => paired.has(student.id));
    }
    case 'plansOnTime':
      return {
        how: 'ratio',
        items: facts.plans.flatMap((plan): Item[] => {
          const student = facts.roll.get(plan.student_id);
          if (!student) return [];
          return [{ ...ofStudent(student, plan.review_on >= facts.asOf), kind: 'plan', id: plan.id, on: plan.review_on }];
        }),
      };
    case 'committee':
      return committees(facts);
    case 'homeVisits': {
      const onsite = facts.visits.filter((row) => visitModes.has(row.mode) && visitModes.find(row.mode).counts);
      const visited = new Set(onsite.map((row) => row.student_id));
      return share(facts.enrolled, (student) => visited.has(student.id));
    }
    case 'reviewsDone':
      return reviews(facts);
    default:
      return { how: 'sum', items: null };
  }
}
