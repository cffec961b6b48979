import type { Todo, TodoKind } from '../../src-shared/contract/today.ts';
import { type ContactFact, daysSinceContact, followUp, lastContact } from '../../src-shared/domain/contact.ts';
import { addDays, daysBetween } from '../../src-shared/domain/dates.ts';
import { type LevelScheme, levelScheme, type Severity } from '../../src-shared/domain/level-scheme.ts';
import { studentsIn } from '../../src-shared/domain/student-set.ts';
import { findConsentTodos } from '../consents/consents.service.ts';
import { getLevelPreset } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Context } from '../vault/context.ts';
import { dueNotices, unreachedSeries } from '../visits/visits.service.ts';
import { currentLevels } from '../warnings/warnings.service.ts';
import * as read from './today.repository.ts';

/** A to-do before its student gets a name. */
export type Found = Omit<Todo, 'student' | 'overdueDays' | 'draft'> & {
  readonly studentId: string | null;
  readonly draft: Omit<NonNullable<Todo['draft']>, 'students'> | null;
};
type Levels = Awaited<ReturnType<typeof currentLevels>>;

/** How many days ahead the list looks. */
export const AHEAD = 7;

interface Desk {
  readonly ctx: Context;
  readonly on: string;
  readonly levels: Levels;
  readonly scheme: LevelScheme;
}
type Finder = (desk: Desk) => Promise<Found[]>;

const found = (
  desk: Desk,
  kind: TodoKind,
  studentId: string,
  dueOn: string | null,
  target: Todo['target'],
  more: { readonly why?: Record<string, number | string>; readonly immediate?: boolean } = {},
): Found => ({
  kind,
  studentId,
  level: desk.levels.get(studentId)?.level ?? null,
  immediate: more.immediate ?? false,
  dueOn,
  why: more.why ?? {},
  target,
  draft: null,
});

const interviews: Finder = async (desk) =>
  (await read.openReviews(desk.ctx.db)).map((row) =>
    found(desk, 'interview', row.student_id, row.due_on, { kind: 'review', id: row.id }, { immediate: row.immediate === 1 }),
  );

const levelReviews: Finder = async (desk) =>
  [...desk.levels].flatMap(([id, state]) =>
    state.level > 0 && state.nextReviewOn !== null && state.nextReviewOn <= addDays(desk.on, AHEAD)
      ? [found(desk, 'levelReview', id, state.nextReviewOn, { kind: 'student', id })]
      : [],
  );

const planReviews: Finder = async (desk) =>
  (await read.openPlansDueBy(desk.ctx.db, addDays(desk.on, AHEAD))).map((row) =>
    found(desk, 'planReview', row.student_id, row.review_on, { kind: 'plan', id: row.id }),
  );

/** Whom nobody has seen within the time of the level. */
const unseen: Finder = async (desk) => {
  const held = [...desk.levels].filter(([, state]) => state.level > 0);
  const ids = held.map(([id]) => id);
  const facts = new Map<string, ContactFact[]>();
  for (const fact of await read.contactDays(desk.ctx.db, ids, desk.on)) {
    facts.set(fact.studentId, [...(facts.get(fact.studentId) ?? []), fact]);
  }
  const planned = await read.nextDays(desk.ctx.db, ids, desk.on);
  return held.flatMap(([id, state]) => {
    const lastContactOn = lastContact(facts.get(id) ?? [], desk.on);
    const due = followUp(desk.scheme, {
      severity: state.level as Severity,
      levelSince: state.since,
      lastContactOn,
      plannedOn: planned.get(id) ?? null,
      on: desk.on,
    });
    if (due.dueOn === null || due.quiet || due.dueOn > addDays(desk.on, AHEAD)) return [];
    const days = daysSinceContact(lastContactOn, desk.on);
    const why: Record<string, number> = days === null ? { since: daysBetween(state.since, desk.on) } : { days };
    return [found(desk, 'unseen', id, due.dueOn, { kind: 'student', id }, { why })];
  });
};

const nextSessions: Finder = async (desk) =>
  (await read.plannedSessions(desk.ctx.db, addDays(desk.on, -60), addDays(desk.on, AHEAD))).map((row) =>
    found(desk, 'nextSession', row.student_id, row.next_on, { kind: 'student', id: row.student_id }),
  );

const unsigned: Finder = async (desk) =>
  (await read.unsignedSessions(desk.ctx.db, desk.ctx.session.userId)).map((row) =>
    // A note should be signed within three days of the talk.
    found(desk, 'unsigned', row.student_id, addDays(row.held_on, 3), { kind: 'session', id: row.id }),
  );

const consents: Finder = async (desk) => {
  const todos: Found[] = [];
  const open = await read.casesGoingOn(desk.ctx.db);
  const ids = open.map((row) => row.student_id);
  const states = await consentStates(desk.ctx.db, ids, 'counseling', desk.on);
  for (const row of open) {
    const state = states.get(row.student_id);
    if (!state || state.valid) continue;
    const why = { missing: state.missing.length };
    todos.push(found(desk, 'consent', row.student_id, null, { kind: 'case', id: row.id }, { why }));
  }
  return todos;
};

/** Three times in a row nobody answered: another way has to be found. */
const unreached: Finder = async (desk) =>
  (await unreachedSeries(desk.ctx.db)).map(({ studentId, series }) =>
    found(
      desk,
      'unreached',
      studentId,
      series.nextTryOn ?? localDate({ now: () => new Date(series.lastAt) }),
      { kind: 'contacts', id: `${studentId}|${series.matter}` },
      { why: { count: series.failed } },
    ),
  );

/** Whose guardian is to be told of the level; while nobody can be reached, the entry above stands for it. */
const guardianNotices: Finder = async (desk) => {
  const silent = new Set(
    (await unreachedSeries(desk.ctx.db)).filter(({ series }) => series.matter === 'levelNotice').map((one) => one.studentId),
  );
  return [...(await dueNotices(desk.ctx, desk.levels))]
    .filter(([studentId]) => !silent.has(studentId))
    .map(([studentId, dueOn]) =>
      found(desk, 'guardianNotice', studentId, dueOn, { kind: 'contacts', id: `${studentId}|levelNotice` }),
    );
};

const consentsToSee: Finder = async (desk) =>
  (await findConsentTodos(desk.ctx.db, desk.on)).map((todo) =>
    found(
      desk,
      todo.kind,
      todo.studentId,
      todo.dueOn,
      { kind: 'consent', id: todo.studentId },
      { why: { consent: todo.consent } },
    ),
  );

const drafts: Finder = async (desk) =>
  (await read.draftsOf(desk.ctx.db, desk.ctx.session.userId)).map((row) => {
    const [only, ...others] = studentsIn(row.student_id);
    return {
      ...found(desk, 'draft', only ?? '', null, { kind: 'draft', id: `${row.form}|${row.student_id}|${row.draft_id}` }),
      studentId: only === undefined || others.length > 0 ? null : only,
      draft: { form: row.form, studentId: row.student_id, draftId: row.draft_id, savedAt: row.saved_at },
    };
  });

/** Kinds that each role has something to do with; the lead decides and approves, the clerk sees only own drafts. */
const FINDERS: Readonly<Record<Context['session']['role'], readonly Finder[]>> = {
  counselor: [
    interviews,
    levelReviews,
    planReviews,
    unseen,
    nextSessions,
    unsigned,
    consents,
    consentsToSee,
    unreached,
    guardianNotices,
    drafts,
  ],
  lead: [interviews, levelReviews, planReviews, unseen, unreached, guardianNotices, drafts],
  clerk: [drafts],
};

/** Everything to do, derived from the records on the day. */
export async function findTodos(ctx: Context): Promise<Found[]> {
  const { role } = ctx.session;
  const levels: Levels = role === 'clerk' ? new Map() : await currentLevels(ctx.db);
  const desk: Desk = { ctx, on: localDate(ctx.clock), levels, scheme: levelScheme(await getLevelPreset(ctx.db)) };
  const todos: Found[] = [];
  for (const finder of FINDERS[role]) todos.push(...(await finder(desk)));
  return todos;
}
