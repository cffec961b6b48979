import type { Executor } from '../vault/context.ts';

/** What a student's level is now and since when; `since` is the day on which the present level began, not its last confirmation. */
export interface CurrentLevel {
  readonly level: number;
  readonly since: string;
  readonly nextReviewOn: string | null;
  readonly decidedOn: string;
}

interface ChangeRow {
  readonly student_id: string;
  readonly to_level: number;
  readonly decided_on: string;
  readonly next_review_on: string | null;
}

/** Folds changes, ordered by student and day, to one state a student. */
function fold(rows: readonly ChangeRow[]): Map<string, CurrentLevel> {
  const levels = new Map<string, CurrentLevel>();
  for (const row of rows) {
    const before = levels.get(row.student_id);
    levels.set(row.student_id, {
      level: row.to_level,
      since: before?.level === row.to_level ? before.since : row.decided_on,
      nextReviewOn: row.next_review_on,
      decidedOn: row.decided_on,
    });
  }
  return levels;
}

const ordered = (db: Executor) =>
  db
    .selectFrom('level_change')
    .select(['student_id', 'to_level', 'decided_on', 'next_review_on'])
    .orderBy('student_id')
    .orderBy('decided_on')
    .orderBy('recorded_at')
    .orderBy('id');

/** Levels of everyone who ever had a change; students without an entry have never been judged. */
export async function readAllLevels(db: Executor): Promise<Map<string, CurrentLevel>> {
  return fold(await ordered(db).execute());
}

export async function readLevel(db: Executor, studentId: string): Promise<CurrentLevel | undefined> {
  return fold(await ordered(db).where('student_id', '=', studentId).execute()).get(studentId);
}

export async function listChanges(db: Executor, studentId: string) {
  return db
    .selectFrom('level_change')
    .leftJoin('user', 'user.id', 'level_change.decided_by')
    .selectAll('level_change')
    .select('user.name as decider')
    .where('level_change.student_id', '=', studentId)
    .orderBy('level_change.decided_on', 'desc')
    .orderBy('level_change.recorded_at', 'desc')
    .orderBy('level_change.id', 'desc')
    .execute();
}

export async function insertChange(
  db: Executor,
  row: {
    id: string;
    student_id: string;
    from_level: number;
    to_level: number;
    basis: string;
    reason: string;
    decided_by: string;
    decided_on: string;
    next_review_on: string | null;
    recorded_at: string;
    recorded_by: string;
  },
): Promise<void> {
  await db.insertInto('level_change').values(row).execute();
}
