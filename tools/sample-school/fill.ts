import { sql } from 'kysely';
import type { OpenVault } from '../../src-main/vault/dispatcher.ts';
import type { LocalDate } from '../../src-shared/domain/dates.ts';
import { Sheet } from './fill/sheet.ts';
import { addStudent } from './fill/students.ts';
import { addThickFile, type ThickFile } from './fill/thick-file.ts';
import { addYear } from './fill/year.ts';
import { Random } from './random.ts';
import type { SampleSchool } from './school.ts';

export interface FillOptions {
  readonly today: LocalDate;
  /** School years of records, the current one included. */
  readonly years?: number;
  readonly seed?: number;
  /** Students get at least this many entries; for benches of a thick file. */
  readonly thickFile?: ThickFile;
}

/**
 * Writes an invented school with its records straight into an open vault: what years of use would leave.
 * One audit row names the filling; everything is in one transaction.
 * @returns rows written per table
 */
export async function fillVault(vault: OpenVault, school: SampleSchool, options: FillOptions): Promise<Record<string, number>> {
  const sheet = new Sheet();
  const random = new Random(options.seed ?? 7);
  const by = vault.session.userId;
  const at = (day: LocalDate, hour = 2) => `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const stamp = (day: LocalDate) => ({ recorded_at: at(day, 8), recorded_by: by });
  const edited = (day: LocalDate) => ({ ...stamp(day), updated_at: at(day, 8), updated_by: by });
  const years = Math.max(1, options.years ?? 1);
  const firstYear = school.schoolYear - years + 1;

  for (const member of school.staff) {
    sheet.add('staff', {
      id: member.id,
      name: member.name,
      kind: member.kind,
      party_member: member.partyMember ? 1 : 0,
      created_at: at(`${firstYear}-08-25`),
    });
  }
  for (const entry of school.classes) {
    sheet.add('class', {
      id: entry.id,
      stage: entry.stage,
      entry_year: entry.entryYear,
      number: entry.number,
      head_teacher_id: entry.headTeacherId,
      created_at: at(`${firstYear}-08-25`),
    });
  }
  for (const dorm of school.dorms)
    sheet.add('dorm', { id: dorm.id, building: dorm.building, room: dorm.room, created_at: at(`${firstYear}-08-25`) });
  const classOf = new Map(school.classes.map((entry) => [entry.id, entry]));
  for (const student of school.students) addStudent(sheet, random, school, classOf, student, firstYear, by, at);

  const counselors = school.staff.filter((member) => member.kind.startsWith('counselor'));
  for (let year = firstYear; year <= school.schoolYear; year += 1) {
    const last = year === school.schoolYear ? options.today : `${year + 1}-08-31`;
    addYear({
      sheet,
      random,
      school,
      classOf,
      year,
      last,
      by,
      at,
      stamp,
      edited,
      counselorIds: counselors.map((member) => member.id),
    });
  }
  if (options.thickFile) addThickFile(sheet, random, options.thickFile, options.today, by, edited);

  return vault.db.transaction().execute(async (db) => {
    // Tables are written as they were first named; links are checked at the commit.
    await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
    const counts = await sheet.write(db);
    await vault.audit.append(db, vault.session, {
      action: 'change',
      channel: 'sample.fill',
      detail: { students: school.students.length },
    });
    return counts;
  });
}
