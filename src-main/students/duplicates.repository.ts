import type { Executor } from '../vault/context.ts';

/** Students with the class of their last enrolment, as far as telling two apart needs. */
function selectPeople(db: Executor) {
  return db
    .selectFrom('student')
    .leftJoin('enrolment as e', (join) =>
      join.on('e.id', '=', (eb) =>
        eb
          .selectFrom('enrolment as last')
          .select('last.id')
          .whereRef('last.student_id', '=', 'student.id')
          .orderBy('last.school_year', 'desc')
          .orderBy('last.from_date', 'desc')
          .limit(1),
      ),
    )
    .leftJoin('class', 'class.id', 'e.class_id')
    .select([
      'student.id',
      'student.name',
      'student.name_pinyin',
      'student.birth_date',
      'student.student_no',
      'student.registration_no',
      'student.id_number',
      'e.class_id',
      'class.stage',
      'class.entry_year',
      'class.number',
    ]);
}
export type Person = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number];

export const allPeople = (db: Executor): Promise<Person[]> => selectPeople(db).orderBy('student.id').execute();

/** Everybody who shares a name, its sound or a number with somebody; each through its own index. */
export function peopleBy(
  db: Executor,
  probe: {
    readonly name: string;
    readonly pinyin: string;
    readonly registration: string | null;
    readonly idNumber: string | null;
  },
): Promise<Person[]> {
  return selectPeople(db)
    .where((eb) =>
      eb.or([
        eb('student.name', '=', probe.name),
        eb('student.name_pinyin', '=', probe.pinyin),
        ...(probe.idNumber === null ? [] : [eb('student.id_number', '=', probe.idNumber)]),
        ...(probe.registration === null
          ? []
          : [
              eb('student.registration_no', '=', probe.registration),
              eb(
                'student.id',
                'in',
                eb
                  .selectFrom('registration_history')
                  .select('registration_history.student_id')
                  .where('registration_history.number', '=', probe.registration),
              ),
            ]),
      ]),
    )
    .execute();
}

/** Numbers that students had or have by the history; of everybody when `ids` is null. */
export async function oldNumbers(db: Executor, ids: readonly string[] | null): Promise<Map<string, string[]>> {
  if (ids?.length === 0) return new Map();
  const rows = await db
    .selectFrom('registration_history')
    .select(['student_id', 'number'])
    .$if(ids !== null, (query) => query.where('student_id', 'in', ids ?? []))
    .execute();
  const found = new Map<string, string[]>();
  for (const row of rows) found.set(row.student_id, [...(found.get(row.student_id) ?? []), row.number]);
  return found;
}

/** Telephones of every student and of the family. */
export async function phonesOf(db: Executor): Promise<Map<string, ReadonlySet<string>>> {
  const own = db.selectFrom('student').select(['id', 'phone']).where('phone', 'is not', null);
  const family = db.selectFrom('guardian').select(['student_id as id', 'phone']).where('phone', 'is not', null);
  const found = new Map<string, Set<string>>();
  for (const { id, phone } of await own.unionAll(family).execute()) {
    if (phone === null) continue;
    const phones = found.get(id);
    if (phones) phones.add(phone);
    else found.set(id, new Set([phone]));
  }
  return found;
}

export async function dismissedPairs(db: Executor): Promise<Set<string>> {
  const rows = await db.selectFrom('not_duplicate').select(['student_a', 'student_b']).execute();
  return new Set(rows.map((row) => `${row.student_a}|${row.student_b}`));
}
