import type { ExpressionBuilder } from 'kysely';
import type { NoteKind } from '../../src-shared/contract/search.ts';
import type { Executor } from '../vault/context.ts';
import { fileIsNote } from '../vault/file-class.ts';
import type { Tables } from '../vault/tables.ts';

/** Who may find a text: everyone · counselor and lead · the counselor alone. It follows vault/text-classes.ts. */
export const OPEN = 0;
export const SUPPORT = 1;
export const RESTRICTED = 2;
export type NoteClass = typeof OPEN | typeof SUPPORT | typeof RESTRICTED;

/** A note as it stands in its table; `on` is a day or an instant, `student_id` null where the table names none. */
export interface NoteRow {
  readonly id: string;
  readonly on: string;
  readonly text: string;
  readonly student_id: string | null;
  readonly restricted?: number;
  readonly session_id?: string;
}

interface Source {
  readonly table: keyof Tables;
  readonly kind: NoteKind;
  /** `flagged`: restricted where its row says so, otherwise open; `supportFlagged`: otherwise of support. */
  readonly class: NoteClass | 'flagged' | 'supportFlagged';
  readonly read: (db: Executor, ids: readonly string[]) => Promise<NoteRow[]>;
}

/** The same joining as in the triggers that keep the old text: both must give one text. */
function text<T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  columns: readonly (string & Parameters<typeof eb.ref>[0])[],
) {
  return eb.fn<string>('concat_ws', [eb.val('\n'), ...columns.map((column) => eb.ref(column))]);
}

/** Every searched table. A new one needs its three triggers in a migration and an entry here; a test compares both. */
export const SOURCES = {
  session: {
    table: 'session',
    kind: 'session',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('session')
        .select((eb) => [
          'id',
          'id as session_id',
          'held_on as on',
          'student_id',
          text(eb, [
            'complaint',
            'aim',
            'process',
            'presentation',
            'assessment',
            'risk_noted',
            'effect',
            'homework',
            'next_step',
            'restricted_note',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  addendum: {
    table: 'session_addendum',
    kind: 'session',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('session_addendum as a')
        .innerJoin('session', 'session.id', 'a.session_id')
        .select(['a.id', 'a.session_id', 'a.recorded_at as on', 'session.student_id', 'a.body as text'])
        .where('a.id', 'in', ids)
        .execute(),
  },
  report: {
    table: 'concern_report',
    kind: 'report',
    class: 'flagged',
    read: (db, ids) =>
      db
        .selectFrom('concern_report')
        .select((eb) => [
          'id',
          'occurred_at as on',
          'restricted',
          eb.lit(null).as('student_id'),
          text(eb, ['verbatim', 'observed', 'inferred', 'action_taken', 'next_step']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  level: {
    table: 'level_change',
    kind: 'judgement',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('level_change')
        .select(['id', 'decided_on as on', 'student_id', 'reason as text'])
        .where('id', 'in', ids)
        .execute(),
  },
  decision: {
    table: 'screening_decision',
    kind: 'judgement',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('screening_decision as d')
        .innerJoin('screening_review as r', 'r.id', 'd.review_id')
        .select((eb) => ['d.id', eb.fn.coalesce('d.interviewed_on', 'd.decided_at').as('on'), 'r.student_id', 'd.note as text'])
        .where('d.id', 'in', ids)
        .execute(),
  },
  visit: {
    table: 'home_visit',
    kind: 'visit',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('home_visit')
        .select((eb) => [
          'id',
          'visited_on as on',
          'student_id',
          text(eb, [
            'met',
            'place',
            'purpose',
            'family_situation',
            'at_home',
            'guardian_view',
            'findings',
            'advice',
            'next_step',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  contact: {
    table: 'guardian_contact',
    kind: 'contact',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('guardian_contact')
        .select((eb) => [
          'id',
          'contacted_at as on',
          'student_id',
          text(eb, ['to_whom', 'with_whom', 'content', 'next_step']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  plan: {
    table: 'support_plan',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'id',
          'starts_on as on',
          'student_id',
          text(eb, ['reason', 'situation', 'strengths', 'family_agreement', 'safety_plan']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  planEnd: {
    table: 'support_plan',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'id',
          eb.fn.coalesce('ended_on', 'starts_on').as('on'),
          'student_id',
          text(eb, ['end_reason']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  goal: {
    table: 'plan_goal',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) => goals(db, ids, ['plan_goal.statement', 'plan_goal.target']),
  },
  goalBasis: {
    table: 'plan_goal',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) => goals(db, ids, ['plan_goal.baseline', 'plan_goal.measure']),
  },
  intervention: {
    table: 'plan_intervention',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('plan_intervention as i')
        .innerJoin('plan_goal as g', 'g.id', 'i.goal_id')
        .innerJoin('support_plan as p', 'p.id', 'g.plan_id')
        .select((eb) => [
          'i.id',
          'p.starts_on as on',
          'p.student_id',
          eb.fn<string>('concat_ws', [eb.val('\n'), 'i.what', 'i.who', 'i.frequency']).as('text'),
        ])
        .where('i.id', 'in', ids)
        .execute(),
  },
  planReview: {
    table: 'plan_review',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('plan_review as r')
        .innerJoin('support_plan as p', 'p.id', 'r.plan_id')
        .select(['r.id', 'r.reviewed_on as on', 'p.student_id', 'r.progress as text'])
        .where('r.id', 'in', ids)
        .execute(),
  },
  progress: {
    table: 'plan_goal_progress',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('plan_goal_progress as g')
        .innerJoin('plan_review as r', 'r.id', 'g.review_id')
        .innerJoin('support_plan as p', 'p.id', 'r.plan_id')
        .select((eb) => ['g.id', 'r.reviewed_on as on', 'p.student_id', eb.fn.coalesce('g.note', eb.val('')).as('text')])
        .where('g.id', 'in', ids)
        .execute(),
  },
  case: {
    table: 'counseling_case',
    kind: 'case',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('counseling_case')
        .select((eb) => [
          'id',
          'opened_on as on',
          'student_id',
          text(eb, ['presenting_problem', 'background', 'lawful_basis']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  closure: {
    table: 'case_closure',
    kind: 'case',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('case_closure as c')
        .innerJoin('counseling_case as k', 'k.id', 'c.case_id')
        .select((eb) => [
          'c.id',
          'c.closed_on as on',
          'k.student_id',
          eb.fn<string>('concat_ws', [eb.val('\n'), 'c.circumstance', 'c.reopen_reason']).as('text'),
        ])
        .where('c.id', 'in', ids)
        .execute(),
  },
  consent: {
    table: 'consent',
    kind: 'consent',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'id',
          'given_on as on',
          'student_id',
          text(eb, [
            'giver_name',
            'limits',
            'scope',
            'recipient',
            'witness',
            'kept_at',
            'note',
            'withdrawal_note',
            'handling',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  result: {
    table: 'assessment_result',
    kind: 'result',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('assessment_result')
        .select((eb) => ['id', 'taken_on as on', 'student_id', text(eb, ['validity_reason']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
  disclosure: {
    table: 'disclosure',
    kind: 'disclosure',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('disclosure')
        .select((eb) => ['id', 'at as on', 'student_id', text(eb, ['recipient', 'purpose']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
  roll: {
    table: 'roll_event',
    kind: 'roll',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('roll_event')
        .select((eb) => ['id', 'on_date as on', 'student_id', text(eb, ['other_school', 'note']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
  activity: {
    table: 'activity',
    kind: 'activity',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('activity')
        .select((eb) => [
          'id',
          'held_on as on',
          eb.lit(null).as('student_id'),
          text(eb, ['title', 'audience', 'note']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  attachment: {
    table: 'attachment',
    kind: 'attachment',
    class: 'supportFlagged',
    read: (db, ids) =>
      db
        .selectFrom('attachment')
        .select((eb) => [
          'id',
          'recorded_at as on',
          'student_id',
          eb.case().when(fileIsNote(eb)).then(eb.lit(1)).else(eb.lit(0)).end().as('restricted'),
          text(eb, ['name', 'description']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;
export const sourceNames = Object.keys(SOURCES) as readonly SourceName[];
export const sourceOf = (name: string): Source | null => (Object.hasOwn(SOURCES, name) ? SOURCES[name as SourceName] : null);

/** Class of one row of a source. */
export const classOf = (source: Source, row: NoteRow): NoteClass =>
  typeof source.class === 'number'
    ? source.class
    : row.restricted === 1
      ? RESTRICTED
      : source.class === 'flagged'
        ? OPEN
        : SUPPORT;

/** Two texts of one goal, of different classes. */
function goals(
  db: Executor,
  ids: readonly string[],
  columns: readonly `plan_goal.${'statement' | 'target' | 'baseline' | 'measure'}`[],
) {
  return db
    .selectFrom('plan_goal')
    .innerJoin('support_plan', 'support_plan.id', 'plan_goal.plan_id')
    .select((eb) => [
      'plan_goal.id',
      'support_plan.starts_on as on',
      'support_plan.student_id',
      eb.fn<string>('concat_ws', [eb.val('\n'), ...columns]).as('text'),
    ])
    .where('plan_goal.id', 'in', ids)
    .execute();
}
