import type { MergeField } from '../../src-shared/contract/students.ts';
import { nameKey } from '../../src-shared/domain/normalise.ts';
import type { Executor } from '../vault/context.ts';
import { draftsAbout } from '../vault/drafts.ts';
import { type Op, type Row, rowsWith, type Value } from './merge-ops.ts';

export interface MergePair {
  readonly db: Executor;
  readonly kept: string;
  readonly gone: string;
  readonly today: string;
  readonly choice: (field: MergeField) => 'kept' | 'gone';
}

type Rule = (pair: MergePair, table: string) => Promise<Op[]>;

const keyOf = (row: Record<string, Value>, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

const handOver = (
  { kept, gone }: MergePair,
  table: string,
  rows: readonly Record<string, Value>[],
  key: readonly string[] = ['id'],
  column = 'student_id',
): Op[] =>
  rows.length === 0 ? [] : [{ op: 'owner', table, column, from: gone, to: kept, keys: rows.map((row) => keyOf(row, key)) }];

const dropRows = (table: string, rows: readonly Record<string, Value>[], key: readonly string[] = ['id']): Op[] =>
  rows.map((row) => ({ op: 'drop', table, key: keyOf(row, key), row }));

/** Everything goes over as it is. */
const move: Rule = async (pair, table) => handOver(pair, table, await rowsWith(pair.db, table, 'student_id', pair.gone));

/** One row of both for the same `by`: the kept one stands. */
const joinBy =
  (by: string): Rule =>
  async (pair, table) => {
    const own = new Set((await rowsWith(pair.db, table, 'student_id', pair.kept)).map((row) => row[by]));
    const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
    return [
      ...dropRows(
        table,
        rows.filter((row) => own.has(row[by])),
        [by, 'student_id'],
      ),
      ...handOver(
        pair,
        table,
        rows.filter((row) => !own.has(row[by])),
        [by],
      ),
    ];
  };

/** Files move with their student; those that hang on the student's file itself then hang on the other's. */
const files: Rule = async (pair, table) => {
  const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
  const own = rows.filter((row) => row.owner_kind === 'student');
  return [...handOver(pair, table, own, ['id'], 'owner_id'), ...handOver(pair, table, rows)];
};

/** A school year has one course of classes: of a year that both have, one side's stands. */
const enrolments: Rule = async (pair, table) => {
  const own = await rowsWith(pair.db, table, 'student_id', pair.kept);
  const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
  const both = new Set(rows.map((row) => row.school_year).filter((year) => own.some((row) => row.school_year === year)));
  const loser = pair.choice('enrolment') === 'kept' ? rows : own;
  return [
    ...dropRows(
      table,
      loser.filter((row) => both.has(row.school_year ?? null)),
    ),
    ...handOver(
      pair,
      table,
      rows.filter((row) => loser === own || !both.has(row.school_year ?? null)),
    ),
  ];
};

const guardians: Rule = async (pair, table) => {
  const own = await rowsWith(pair.db, table, 'student_id', pair.kept);
  const ops: Op[] = [];
  for (const row of await rowsWith(pair.db, table, 'student_id', pair.gone)) {
    const same = own.find((g) => nameKey(String(g.name)) === nameKey(String(row.name)));
    if (same) {
      if (same.phone === null && row.phone !== null) {
        ops.push({ op: 'set', table, key: keyOf(same, ['id']), before: { phone: null }, after: { phone: row.phone ?? null } });
      }
      // Another phone of the same person is not lost: it stays as a guardian of its own.
      if (same.phone === null || row.phone === null || same.phone === row.phone) {
        ops.push(...dropRows(table, [row]));
        continue;
      }
    }
    if (row.is_primary === 1 && own.some((g) => g.is_primary === 1)) {
      ops.push({ op: 'set', table, key: keyOf(row, ['id']), before: { is_primary: 1 }, after: { is_primary: 0 } });
    }
    ops.push(...handOver(pair, table, [row]));
  }
  return ops;
};

const careTags: Rule = async (pair, table) => {
  const open = (row: Record<string, Value>) => row.to_date === null;
  const own = new Set((await rowsWith(pair.db, table, 'student_id', pair.kept)).filter(open).map((row) => row.code));
  const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
  const twice = (row: Record<string, Value>) => open(row) && own.has(row.code);
  return [
    ...dropRows(table, rows.filter(twice)),
    ...handOver(
      pair,
      table,
      rows.filter((row) => !twice(row)),
    ),
  ];
};

/** One mentor at a time: of two, the one not chosen ends today. */
const mentors: Rule = async (pair, table) => {
  const own = (await rowsWith(pair.db, table, 'student_id', pair.kept)).filter((row) => row.to_date === null);
  const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
  const open = rows.filter((row) => row.to_date === null);
  const twice = open.filter((row) => own.some((o) => o.staff_id === row.staff_id));
  const rest = open.filter((row) => !twice.includes(row));
  const losers = own.length === 0 || rest.length === 0 ? [] : pair.choice('mentor') === 'kept' ? rest : own;
  return [
    ...dropRows(table, twice),
    ...losers.map((row): Op => {
      const [to = pair.today] = [String(row.from_date), pair.today].sort().reverse();
      return { op: 'set', table, key: keyOf(row, ['id']), before: { to_date: null }, after: { to_date: to } };
    }),
    ...handOver(
      pair,
      table,
      rows.filter((row) => !twice.includes(row)),
    ),
  ];
};

/** Two interviews out of one report become one: the decisions of both stand under it. */
const reviews: Rule = async (pair, table) => {
  const own = await rowsWith(pair.db, table, 'student_id', pair.kept);
  const ops: Op[] = [];
  const moving: Record<string, Value>[] = [];
  for (const row of await rowsWith(pair.db, table, 'student_id', pair.gone)) {
    const same = own.find((o) => o.source_kind === row.source_kind && o.source_id === row.source_id);
    if (!same) {
      moving.push(row);
      continue;
    }
    const [from, to] = [String(row.id), String(same.id)];
    const decisions = await rowsWith(pair.db, 'screening_decision', 'review_id', from);
    if (decisions.length > 0) {
      ops.push({
        op: 'owner',
        table: 'screening_decision',
        column: 'review_id',
        from,
        to,
        keys: decisions.map((decision) => keyOf(decision, ['id'])),
      });
    }
    ops.push(...dropRows(table, [row]));
  }
  return [...ops, ...handOver(pair, table, moving)];
};

/** Versions count on behind those of the kept file. */
const plans: Rule = async (pair, table) => {
  const own = await rowsWith(pair.db, table, 'student_id', pair.kept);
  const rows = await rowsWith(pair.db, table, 'student_id', pair.gone);
  const top = Math.max(0, ...own.map((row) => Number(row.version)));
  const ordered = rows.sort((a, b) => Number(a.version) - Number(b.version));
  // From the highest down, so that no two of them ever bear one number.
  const renumbered = ordered.map((row, i): Op => {
    const version = Number(row.version);
    return { op: 'set', table, key: keyOf(row, ['id']), before: { version }, after: { version: Math.max(version, top + i + 1) } };
  });
  return [...(top === 0 ? [] : renumbered.reverse()), ...handOver(pair, table, rows)];
};

const earlierMerges: Rule = async (pair, table) =>
  handOver(pair, table, await rowsWith(pair.db, table, 'kept_id', pair.gone), ['id'], 'kept_id');

/** What was said about the pair, or about the file that goes, has no meaning any more. */
const saidApart: Rule = async (pair, table) => {
  const a = await rowsWith(pair.db, table, 'student_a', pair.gone);
  const b = await rowsWith(pair.db, table, 'student_b', pair.gone);
  return dropRows(table, [...a, ...b], ['student_a', 'student_b']);
};

/** A draft about several stays one about several, or becomes one about the kept student alone. */
const drafts: Rule = async (pair, table) =>
  (await draftsAbout(pair.db, pair.gone, pair.kept)).map((row) => ({
    op: 'owner',
    table,
    column: 'student_id',
    from: row.student_id,
    to: row.becomes,
    keys: [keyOf(row, ['user_id', 'form', 'draft_id'])],
  }));

/** What becomes of the rows of each table that names a student. A table that is missing here fails a test. */
export const MERGE_RULES: Readonly<Record<string, Rule>> = {
  registration_history: joinBy('number'),
  enrolment: enrolments,
  guardian: guardians,
  care_tag: careTags,
  mentor: mentors,
  roll_event: move,
  consent: move,
  assessment_disposition: joinBy('round_id'),
  assessment_result: move,
  concern_report_student: joinBy('report_id'),
  screening_review: reviews,
  level_change: move,
  counseling_case: move,
  session: move,
  support_plan: plans,
  pairing: move,
  home_visit: move,
  guardian_contact: move,
  committee_member: move,
  disclosure: move,
  attachment: files,
  seal_break: move,
  draft: drafts,
  chronology_look: joinBy('user_id'),
  student_merge: earlierMerges,
  not_duplicate: saidApart,
};
