import type { Insertable } from 'kysely';
import { classKey } from '../../../src-shared/domain/class-name.ts';
import { enrolmentStatuses } from '../../../src-shared/domain/codes/person.ts';
import { addDays } from '../../../src-shared/domain/dates.ts';
import { schoolYearPeriod } from '../../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { lastHistoryId, recordHistory } from '../../vault/history.ts';
import { insertMany } from '../../vault/insert-many.ts';
import type { EnrolmentTable, GuardianTable, RegistrationHistoryTable, StudentTable } from '../../vault/tables.ts';
import { ensureClass } from '../edit.service.ts';
import { spellName } from '../pinyin.ts';
import { cardChanges, enrolmentChange, guardianChange } from './changes.ts';
import { hasLeft, type KnownStudent } from './known.ts';
import type { PlannedRow } from './plan.ts';
import type { GuardianValues } from './read-guardians.ts';
import type { ReadRow } from './read-row.ts';
import type { ImportTrace } from './trace.ts';

type Value = string | number | null;
const PROGRESS_EVERY = 200;

/** Carries out the planned rows inside the call's transaction. */
export async function applyRows(
  ctx: Context,
  rows: readonly PlannedRow[],
  schoolYear: number,
  batchId: string,
): Promise<ImportTrace> {
  const work = new Import(ctx, schoolYear, batchId);
  let done = 0;
  for (const { read, match, shown } of rows) {
    if (read && shown.outcome === 'new') await work.add(read);
    else if (read && match && shown.outcome === 'changed') await work.change(read, match);
    done += 1;
    if (done % PROGRESS_EVERY === 0) ctx.progress('students.importRoster', done, rows.length);
  }
  await work.insertAll();
  ctx.progress('students.importRoster', rows.length, rows.length);
  return { ...work.trace, historyId: await lastHistoryId(ctx.db) };
}

class Import {
  readonly trace: Omit<ImportTrace, 'historyId'> = {
    students: [],
    altered: [],
    changed: [],
    enrolments: [],
    enrolmentsBefore: [],
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
  readonly #classes = new Map<string, string>();
  readonly #dorms = new Map<string, string>();
  readonly #spelled = new Map<string, ReturnType<typeof spellName>>();
  readonly #students: Insertable<StudentTable>[] = [];
  readonly #enrolments: Insertable<EnrolmentTable>[] = [];
  readonly #guardians: Insertable<GuardianTable>[] = [];
  readonly #registrations: Insertable<RegistrationHistoryTable>[] = [];

  constructor(ctx: Context, schoolYear: number, batchId: string) {
    this.#ctx = ctx;
    this.#year = schoolYear;
    this.#batchId = batchId;
    this.#at = instant(ctx.clock);
    // A sheet of a past year changes things in that year.
    const { from, to } = schoolYearPeriod(schoolYear);
    this.#today = [from, localDate(ctx.clock), to].sort()[1] ?? from;
  }

  async add(read: ReadRow): Promise<void> {
    const id = this.#ctx.newId();
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
    if (change.kind === 'begin') {
      // A new school year begins with an enrolment of its own, a return on the day it is known; the old one stays as it was.
      const back = hasLeft(match) && match.enrolment?.school_year === this.#year;
      await this.#enrol(match.row.id, read, back ? this.#today : schoolYearPeriod(this.#year).from, match);
      return;
    }
    const { enrolment } = change;
    let after: { to_date?: string; boarder?: number; dorm_id?: string | null; status?: string };
    const from = this.#today > enrolment.from_date ? this.#today : addDays(enrolment.from_date, 1);
    if (change.kind === 'move') {
      after = { to_date: from };
    } else {
      const dorm = change.dorm ? await this.#dorm(change.dorm.building, change.dorm.room) : enrolment.dorm_id;
      const leaves = enrolmentStatuses.has(change.status) && enrolmentStatuses.find(change.status).left;
      after = { boarder: change.boarder, dorm_id: dorm, status: change.status, ...(leaves && { to_date: this.#today }) };
    }
    const { id, to_date, boarder, dorm_id, status } = enrolment;
    this.trace.enrolmentsBefore.push({ id, to_date, boarder, dorm_id, status });
    await recordHistory(this.#ctx, 'enrolment', id, { ...enrolment }, after);
    await this.#ctx.db.updateTable('enrolment').set(after).where('id', '=', id).execute();
    if (change.kind === 'move') await this.#enrol(match.row.id, read, from, match);
  }

  async #enrol(studentId: string, read: ReadRow, from: string, match?: KnownStudent): Promise<void> {
    const id = this.#ctx.newId();
    const before = match?.enrolment;
    const kept = match && !hasLeft(match) ? before?.status : undefined;
    const status = read.status ?? kept ?? 'enrolled';
    this.#enrolments.push({
      id,
      student_id: studentId,
      school_year: this.#year,
      class_id: await this.#classId(read),
      dorm_id: read.dorm ? await this.#dorm(read.dorm.building, read.dorm.room) : (before?.dorm_id ?? null),
      boarder: read.boarder === null ? (before?.boarder ?? 0) : read.boarder ? 1 : 0,
      status,
      from_date: from,
      to_date: enrolmentStatuses.has(status) && enrolmentStatuses.find(status).left ? from : null,
    });
    this.trace.enrolments.push(id);
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

  async #classId(read: ReadRow): Promise<string> {
    const key = classKey(read.classOf);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    let made = false;
    const newId = (): string => {
      made = true;
      return this.#ctx.newId();
    };
    const id = await ensureClass({ db: this.#ctx.db, clock: this.#ctx.clock, newId }, read.classOf);
    if (made) this.trace.classes.push(id);
    this.#classes.set(key, id);
    return id;
  }

  async #dorm(building: string, room: string): Promise<string> {
    const key = `${building}|${room}`;
    const known = this.#dorms.get(key);
    if (known !== undefined) return known;
    const { db, newId } = this.#ctx;
    const found = await db
      .selectFrom('dorm')
      .select('id')
      .where('building', '=', building)
      .where('room', '=', room)
      .executeTakeFirst();
    const id = found?.id ?? newId();
    if (!found) {
      await db.insertInto('dorm').values({ id, building, room, created_at: this.#at }).execute();
      this.trace.dorms.push(id);
    }
    this.#dorms.set(key, id);
    return id;
  }

  async insertAll(): Promise<void> {
    const { db } = this.#ctx;
    await insertMany(db, 'student', this.#students);
    await insertMany(db, 'enrolment', this.#enrolments);
    await insertMany(db, 'guardian', this.#guardians);
    await insertMany(db, 'registration_history', this.#registrations);
  }
}
