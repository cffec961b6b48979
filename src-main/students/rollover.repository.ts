import type { Executor } from '../vault/context.ts';
import { holdsOn, LEFT } from './roll.repository.ts';

const COLUMNS = [
  'e.id as enrolment_id',
  'e.student_id',
  'e.school_year',
  'e.class_id',
  'e.dorm_id',
  'e.boarder',
  'e.status',
  'e.to_date',
  'student.name',
  'student.name_pinyin',
  'student.sex',
  'class.stage',
  'class.entry_year',
  'class.number',
] as const;

/** On the roll of a school year on its last day. */
export function rollAtEnd(db: Executor, schoolYear: number) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('student', 'student.id', 'e.student_id')
    .innerJoin('class', 'class.id', 'e.class_id')
    .select(COLUMNS)
    .where('e.school_year', '=', schoolYear)
    .where(holdsOn(`${schoolYear + 1}-08-31`))
    .orderBy('class.entry_year', 'desc')
    .orderBy('class.number')
    .orderBy('student.name_pinyin')
    .orderBy('e.from_date')
    .execute();
}

/** Whose last enrolment is of a year before, and was never ended. */
export function strandedBefore(db: Executor, schoolYear: number) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('student', 'student.id', 'e.student_id')
    .innerJoin('class', 'class.id', 'e.class_id')
    .select(COLUMNS)
    .where('e.school_year', '<', schoolYear)
    .where('e.to_date', 'is', null)
    .where('e.status', 'not in', LEFT)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('enrolment as next')
            .select('next.id')
            .whereRef('next.student_id', '=', 'e.student_id')
            .where((n) =>
              n.or([
                n('next.school_year', '>', n.ref('e.school_year')),
                n.and([n('next.school_year', '=', n.ref('e.school_year')), n('next.from_date', '>', n.ref('e.from_date'))]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('student.name_pinyin')
    .execute();
}

/** Who has a place in a school year already. */
export async function placedIn(db: Executor, schoolYear: number): Promise<Set<string>> {
  const rows = await db.selectFrom('enrolment').select('student_id').where('school_year', '=', schoolYear).execute();
  return new Set(rows.map((row) => row.student_id));
}

export function lastRollover(db: Executor) {
  return db
    .selectFrom('roll_change')
    .selectAll()
    .where('kind', '=', 'rollover')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** How much of a school year's work rests on its classes: assessments of its rounds and summaries handed over. */
export async function workOf(db: Executor, schoolYear: number): Promise<number> {
  const counted = async (query: { executeTakeFirst: () => Promise<{ count: number } | undefined> }) =>
    (await query.executeTakeFirst())?.count ?? 0;
  const round = db.selectFrom('assessment_round').where('school_year', '=', schoolYear);
  const dispositions = await counted(
    round
      .innerJoin('assessment_disposition', 'assessment_disposition.round_id', 'assessment_round.id')
      .select((eb) => eb.fn.countAll<number>().as('count')),
  );
  const results = await counted(
    round
      .innerJoin('assessment_result', 'assessment_result.round_id', 'assessment_round.id')
      .select((eb) => eb.fn.countAll<number>().as('count')),
  );
  const summaries = await counted(
    db
      .selectFrom('county_summary')
      .where('school_year', '=', schoolYear)
      .select((eb) => eb.fn.countAll<number>().as('count')),
  );
  return dispositions + results + summaries;
}
