import type { Insertable } from 'kysely';
import type { EnrolmentEntry } from '../../../src-shared/domain/codes/person.ts';
import type { RollMove } from '../../../src-shared/domain/codes/roll.ts';
import { schoolYearPeriod } from '../../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { lastHistoryId, recordHistory } from '../../vault/history.ts';
import { insertMany } from '../../vault/insert-many.ts';
import type { EnrolmentTable, GuardianTable, RegistrationHistoryTable, StudentTable } from '../../vault/tables.ts';
import { classMove, continueEnrolment, endEnrolment } from '../enrolment.service.ts';
import { spellName } from '../pinyin.ts';
import { recordEvent } from '../roll-event.ts';
import { pairOf } from '../same-person.ts';
import { cardChanges, enrolmentChange, guardianChange, isLeaving } from './changes.ts';
import { hasLeft, type KnownStudent } from './known.ts';
import { Places } from './places.ts';
import type { PlannedRow } from './plan.ts';
import type { GuardianValues } from './read-guardians.ts';
import type { ReadRow } from './read-row.ts';
import type { ImportTrace } from './trace.ts';

type Value = string | number | null;
const PROGRESS_EVERY = 200;
/** The move that leads into a status; the ways of leaving are one. */
const MOVE_INTO: Readonly<Record<string, RollMove>> = {
  enrolled: 'returned',
  suspended: 'suspended',
  boundOut: 'boundOut',
  transferredOut: 'out',
  graduated: 'out',
  withdrawn: 'out',
  deceased: 'out',
};

const later = (a: string, b: string): string => (a > b ? a : b);

/** Carries out the planned rows inside the call's transaction. */
export async function applyRows(
  ctx: Context,
  rows: readonly PlannedRow[],
  schoolYear: number,
  batchId: string,
): Promise<ImportTrace> {
  const work = new Import(ctx, schoolYear, batchId);
  let done = 0;
  for (const { read, match, shown, apartFrom } of rows) {
    if (read && shown.outcome === 'new') await work.add(read, apartFrom);
    else if (read && match && shown.outcome === 'changed') await work.change(read, match);
    done += 1;
    if (done % PROGRESS_EVERY > 0) continue;
    await work.write();
    ctx.progress('students.importRoster', done, rows.length);
  }
  await work.write();
  ctx.progress('students.importRoster', rows.length, rows.length);
  return { ...work.trace, historyId: await lastHistoryId(ctx.db) };
}

class Import {
  readonly trace: Required<Omit<ImportTrace, 'historyId'>> = {
    students: [],
    altered: [],
    changed: [],
    enrolments: [],
    enrolmentsBefore: [],
    events: [],
    twoPeople: [],
    guardians: [],
    guardiansBefore: [],
    registrations: [],
    classes: [],
    dorms: [],
  };
  readonly #ctx: Context;
  readonly #year: number;
  readonly #batchId: string;
  readonly #at: string;
  readonly #today: string;
  readonly #places: Places;
  readonly #spelled = new Map<string, ReturnType<typeof spellName>>();
  readonly #students: Insertable<StudentTable>[] = [];
  readonly #enrolments: Insertable<EnrolmentTable>[] = [];
  readonly #guardians: Insertable<GuardianTable>[] = [];
  readonly #twoPeople: { student_a: string; student_b: string }[] = [];
  readonly #registrations: Insertable<RegistrationHistoryTable>[] = [];

  constructor(ctx: Context, schoolYear: number, batchId: string) {
    this.#ctx = ctx;
    this.#places = new Places(ctx, this.trace);
    this.#year = schoolYear;
    this.#batchId = batchId;
    this.#at = instant(ctx.clock);
    // A sheet of a past year changes things in that year.
    const { from, to } = schoolYearPeriod(schoolYear);
    this.#today = [from, localDate(ctx.clock), to].sort()[1] ?? from;
  }

  async add(read: ReadRow, apartFrom: readonly string[]): Promise<void> {
    const id = this.#ctx.newId();
    for (const other of apartFrom) this.#twoPeople.push(pairOf(id, other));
    const spelled = this.#spell(read.name);
    const by = this.#ctx.session.userId;
    const { card } = read;
    // Every row names every column: rows of one insert must have the same shape.
    this.#students.push({
      id,
      name: read.name,
      name_pinyin: spelled.pinyin,
      name_initials: spelled.initials,
      sex: card.sex ?? '0',
      birth_date: card.birth_date ?? null,
      id_type: card.id_type ?? null,
      id_number: card.id_number ?? null,
      ethnicity: card.ethnicity ?? null,
      registration_no: card.registration_no ?? null,
      student_no: card.student_no ?? null,
      household: card.household ?? null,
      address: card.address ?? null,
      phone: card.phone ?? null,
      left_behind: card.left_behind ?? null,
      migrant_child: card.migrant_child ?? null,
      orphan: card.orphan ?? null,
      only_child: card.only_child ?? null,
      disability: card.disability ?? null,
      import_batch_id: this.#batchId,
      created_at: this.#at,
      created_by: by,
      updated_at: this.#at,
      updated_by: by,
    });
    this.trace.students.push(id);
    this.#keepNumber(id, card.registration_no);
    await this.#enrol(id, read, schoolYearPeriod(this.#year).from);
    for (const [i, person] of read.guardians.entries()) this.#addGuardian(id, person, i === 0 && person.guardian);
  }

  async change(read: ReadRow, match: KnownStudent): Promise<void> {
    this.trace.altered.push(match.row.id);
    await this.#changeCard(read, match);
    await this.#changeEnrolment(read, match);
    await this.#meetGuardians(read, match);
  }

  async #changeCard(read: ReadRow, match: KnownStudent): Promise<void> {
    const { db, session } = this.#ctx;
    const id = match.row.id;
    const changes = cardChanges(read, match);
    if (Object.keys(changes).length === 0) return;
    const before = match.row as unknown as Readonly<Record<string, Value>>;
    const spelled = typeof changes.name === 'string' ? this.#spell(changes.name) : null;
    const after = { ...changes, ...(spelled && { name_pinyin: spelled.pinyin, name_initials: spelled.initials }) };
    await recordHistory(this.#ctx, 'student', id, before, after);
    const revision = match.row.revision + 1;
    await db
      .updateTable('student')
      .set({ ...after, revision, updated_at: this.#at, updated_by: session.userId })
      .where('id', '=', id)
      .execute();
    const old = Object.fromEntries(Object.keys(after).map((key) => [key, before[key] ?? null]));
    this.trace.changed.push({ id, revision, before: old });
    if (typeof changes.registration_no === 'string') await this.#keepNewNumber(id, changes.registration_no);
  }

  async #changeEnrolment(read: ReadRow, match: KnownStudent): Promise<void> {
    const change = enrolmentChange(read, match, this.#year);
    if (!change) return;
    if (change.kind === 'begin') return this.#begin(read, match);
    const { enrolment, moves, status } = change;
    const { id, class_id, to_date, boarder, dorm_id } = enrolment;
    this.trace.enrolmentsBefore.push({ id, class_id, to_date, boarder, dorm_id, status: enrolment.status });
    const home = {
      boarder: change.boarder,
      dorm_id: change.dorm ? await this.#places.dorm(change.dorm.building, change.dorm.room) : dorm_id,
    };
    if (isLeaving(status) || (!moves && status === enrolment.status)) {
      await recordHistory(this.#ctx, 'enrolment', id, { ...enrolment }, home);
      await this.#ctx.db.updateTable('enrolment').set(home).where('id', '=', id).execute();
      if (isLeaving(status)) await this.#leave(match, enrolment, status);
      return;
    }
    const on = later(this.#today, enrolment.from_date);
    const classId = moves ? await this.#places.classId(read.classOf) : class_id;
    const back = status === 'enrolled' && enrolment.status !== 'enrolled';
    const holds = await continueEnrolment(this.#ctx, enrolment, on, { classId, status, home, entry: back ? 'return' : null });
    if (holds !== id) this.trace.enrolments.push(holds);
    // One who comes back into another class does so in one step; every other pair of moves is two.
    if (moves && !back) await this.#event(match, classMove(enrolment, read.classOf), on, enrolment.status, classId);
    if (status !== enrolment.status) await this.#event(match, MOVE_INTO[status], on, status, classId);
  }

  /** The last enrolment ends; one of an earlier year with that year, as when the school moves up. */
  async #leave(match: KnownStudent, enrolment: NonNullable<KnownStudent['enrolment']>, status: string): Promise<void> {
    const { from } = schoolYearPeriod(this.#year);
    const on = enrolment.school_year < this.#year ? from : later(this.#today, enrolment.from_date);
    await endEnrolment(this.#ctx, enrolment, on, status);
    await this.#event(match, 'out', on, status, enrolment.class_id);
  }

  /** A new school year begins with an enrolment of its own, a return on the day it is known; the old one stays as it was. */
  async #begin(read: ReadRow, match: KnownStudent): Promise<void> {
    const before = match.enrolment;
    const away = before !== null && hasLeft(match);
    const on = away && before.school_year === this.#year ? this.#today : schoolYearPeriod(this.#year).from;
    const status = read.status ?? (away ? 'enrolled' : (before?.status ?? 'enrolled'));
    const back = before !== null && !away && status === 'enrolled' && before.status !== 'enrolled';
    const classId = await this.#enrol(match.row.id, read, on, { match, entry: away ? 'transferIn' : back ? 'return' : null });
    if (away) await this.#event(match, 'in', on, 'enrolled', classId);
    if (before !== null && status !== (away ? 'enrolled' : before.status))
      await this.#event(match, MOVE_INTO[status], on, status, classId);
  }

  async #event(match: KnownStudent, kind: RollMove | undefined, on: string, status: string, classId: string): Promise<void> {
    if (kind) this.trace.events.push(await recordEvent(this.#ctx, match.row.id, { kind, on, status, classId, note: null }));
  }

  /** Gives the class. */
  async #enrol(
    studentId: string,
    read: ReadRow,
    from: string,
    { match, entry = null }: { readonly match?: KnownStudent; readonly entry?: EnrolmentEntry | null } = {},
  ): Promise<string> {
    const id = this.#ctx.newId();
    const before = match?.enrolment;
    const kept = match && !hasLeft(match) ? before?.status : undefined;
    const status = read.status ?? kept ?? 'enrolled';
    const classId = await this.#places.classId(read.classOf);
    this.#enrolments.push({
      id,
      student_id: studentId,
      school_year: this.#year,
      class_id: classId,
      dorm_id: read.dorm ? await this.#places.dorm(read.dorm.building, read.dorm.room) : (before?.dorm_id ?? null),
      boarder: read.boarder === null ? (before?.boarder ?? 0) : read.boarder ? 1 : 0,
      status,
      from_date: from,
      to_date: isLeaving(status) ? from : null,
      entry,
    });
    this.trace.enrolments.push(id);
    return classId;
  }

  async #meetGuardians(read: ReadRow, match: KnownStudent): Promise<void> {
    for (const person of read.guardians) {
      const change = guardianChange(person, match);
      if (change?.kind === 'add') {
        this.#addGuardian(match.row.id, person, match.guardians.length === 0 && person === read.guardians[0] && person.guardian);
      } else if (change) {
        const { id, phone, relation, note } = change.guardian;
        this.trace.guardiansBefore.push({ id, phone, relation, note });
        await recordHistory(this.#ctx, 'guardian', id, { ...change.guardian }, change.set);
        await this.#ctx.db.updateTable('guardian').set(change.set).where('id', '=', id).execute();
      }
    }
  }

  #addGuardian(studentId: string, { name, relation, phone, note }: GuardianValues, primary: boolean): void {
    const id = this.#ctx.newId();
    this.#guardians.push({ id, student_id: studentId, name, relation, phone, note, is_primary: primary ? 1 : 0 });
    this.trace.guardians.push(id);
  }

  #keepNumber(studentId: string, number: string | undefined): void {
    if (number === undefined) return;
    this.#registrations.push({ student_id: studentId, number, from_date: this.#today });
    this.trace.registrations.push({ student_id: studentId, number });
  }

  /** As `#keepNumber`, unless the number is on record already: then an undo must not take it away. */
  async #keepNewNumber(studentId: string, number: string): Promise<void> {
    const found = await this.#ctx.db
      .selectFrom('registration_history')
      .select('number')
      .where('student_id', '=', studentId)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!found) this.#keepNumber(studentId, number);
  }

  #spell(name: string): ReturnType<typeof spellName> {
    const spelled = this.#spelled.get(name) ?? spellName(name);
    this.#spelled.set(name, spelled);
    return spelled;
  }

  /** Writes the new rows gathered so far; few at a time, so that they are short-lived. */
  async write(): Promise<void> {
    const { db } = this.#ctx;
    await insertMany(db, 'student', this.#students.splice(0));
    await insertMany(db, 'enrolment', this.#enrolments.splice(0));
    await insertMany(db, 'guardian', this.#guardians.splice(0));
    await insertMany(db, 'registration_history', this.#registrations.splice(0));
    const pairs = this.#twoPeople.splice(0);
    const made = { at: this.#at, by: this.#ctx.session.userId };
    await insertMany(
      db,
      'not_duplicate',
      pairs.map((pair) => ({ ...pair, ...made })),
    );
    this.trace.twoPeople.push(...pairs);
  }
}
