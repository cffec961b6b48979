import type { Insertable } from 'kysely';
import { classKey } from '../../../src-shared/domain/class-name.ts';
import { addDays } from '../../../src-shared/domain/dates.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { schoolYearPeriod } from '../../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { recordHistory } from '../../vault/history.ts';
import { identityOf } from '../../vault/shown-class.ts';
import type { EnrolmentTable, GuardianTable, RegistrationHistoryTable, StudentTable } from '../../vault/tables.ts';
import { ensureClass } from '../edit.service.ts';
import { spellName } from '../pinyin.ts';
import type { KnownStudent } from './known.ts';
import { cardChanges, type PlannedRow } from './plan.ts';
import type { ReadRow } from './read-row.ts';

/** What an import did, kept until it is undone: new ids, and the old values of everything else. */
export interface ImportTrace {
  readonly students: string[];
  readonly changed: { id: string; revision: number; before: Record<string, string | number | null> }[];
  readonly enrolments: string[];
  readonly enrolmentsBefore: { id: string; to_date: string | null; boarder: number; dorm_id: string | null }[];
  readonly guardians: string[];
  readonly guardiansBefore: { id: string; phone: string | null }[];
  readonly registrations: { student_id: string; number: string }[];
}

const CHUNK = 400;

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
    if (done % 200 === 0) ctx.progress('students.importRoster', done, rows.length);
  }
  await work.insertAll();
  ctx.progress('students.importRoster', rows.length, rows.length);
  return work.trace;
}

class Import {
  readonly trace: ImportTrace = {
    students: [],
    changed: [],
    enrolments: [],
    enrolmentsBefore: [],
    guardians: [],
    guardiansBefore: [],
    registrations: [],
  };
  readonly #ctx: Context;
  readonly #year: number;
  readonly #batchId: string;
  readonly #at: string;
  readonly #today: string;
  readonly #classes = new Map<string, string>();
  readonly #dorms = new Map<string, string>();
  readonly #students: Insertable<StudentTable>[] = [];
  readonly #enrolments: Insertable<EnrolmentTable>[] = [];
  readonly #guardians: Insertable<GuardianTable>[] = [];
  readonly #registrations: Insertable<RegistrationHistoryTable>[] = [];

  constructor(ctx: Context, schoolYear: number, batchId: string) {
    this.#ctx = ctx;
    this.#year = schoolYear;
    this.#batchId = batchId;
    this.#at = instant(ctx.clock);
    this.#today = localDate(ctx.clock);
  }

  async add(read: ReadRow): Promise<void> {
    const id = this.#ctx.newId();
    const spelled = spellName(read.name);
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
    for (const [i, guardian] of read.guardians.entries()) this.#addGuardian(id, guardian, i === 0);
  }

  async change(read: ReadRow, match: KnownStudent): Promise<void> {
    const { db } = this.#ctx;
    const id = match.row.id;
    const changes = cardChanges(read, match);
    if (Object.keys(changes).length > 0) {
      const before = match.row as unknown as Readonly<Record<string, string | number | null>>;
      const spelled = typeof changes.name === 'string' ? spellName(changes.name) : null;
      const after = { ...changes, ...(spelled && { name_pinyin: spelled.pinyin, name_initials: spelled.initials }) };
      await recordHistory(this.#ctx, 'student', id, before, after);
      const revision = match.row.revision + 1;
      await db
        .updateTable('student')
        .set({ ...after, revision, updated_at: this.#at, updated_by: this.#ctx.session.userId })
        .where('id', '=', id)
        .execute();
      const old = Object.fromEntries(Object.keys(after).map((key) => [key, before[key] ?? null]));
      this.trace.changed.push({ id, revision, before: old });
      if (typeof changes.registration_no === 'string') this.#keepNumber(id, changes.registration_no);
    }
    await this.#move(read, match);
    await this.#meetGuardians(read, match);
  }

  async #move(read: ReadRow, { row, enrolment }: KnownStudent): Promise<void> {
    const identity = enrolment && identityOf(enrolment);
    if (!enrolment || !identity || enrolment.school_year !== this.#year) {
      // A new school year begins with an enrolment of its own; the old one stays as it was.
      await this.#enrol(row.id, read, schoolYearPeriod(this.#year).from, enrolment);
      return;
    }
    const keep = () => {
      this.trace.enrolmentsBefore.push({
        id: enrolment.id,
        to_date: enrolment.to_date,
        boarder: enrolment.boarder,
        dorm_id: enrolment.dorm_id,
      });
    };
    const update = this.#ctx.db.updateTable('enrolment').where('id', '=', enrolment.id);
    if (classKey(identity) !== classKey(read.classOf)) {
      keep();
      const from = this.#today > enrolment.from_date ? this.#today : addDays(enrolment.from_date, 1);
      await recordHistory(this.#ctx, 'enrolment', enrolment.id, { ...enrolment }, { to_date: addDays(from, -1) });
      await update.set({ to_date: addDays(from, -1) }).execute();
      await this.#enrol(row.id, read, from, enrolment);
      return;
    }
    const boarder = read.boarder === null ? enrolment.boarder : read.boarder ? 1 : 0;
    const dorm = read.dorm ? await this.#dorm(read.dorm.building, read.dorm.room) : enrolment.dorm_id;
    if (boarder === enrolment.boarder && dorm === enrolment.dorm_id) return;
    keep();
    await recordHistory(this.#ctx, 'enrolment', enrolment.id, { ...enrolment }, { boarder, dorm_id: dorm });
    await update.set({ boarder, dorm_id: dorm }).execute();
  }

  async #enrol(studentId: string, read: ReadRow, from: string, before?: KnownStudent['enrolment']): Promise<void> {
    const id = this.#ctx.newId();
    this.#enrolments.push({
      id,
      student_id: studentId,
      school_year: this.#year,
      class_id: await this.#classId(read),
      dorm_id: read.dorm ? await this.#dorm(read.dorm.building, read.dorm.room) : (before?.dorm_id ?? null),
      boarder: read.boarder === null ? (before?.boarder ?? 0) : read.boarder ? 1 : 0,
      from_date: from,
    });
    this.trace.enrolments.push(id);
  }

  async #meetGuardians(read: ReadRow, match: KnownStudent): Promise<void> {
    for (const guardian of read.guardians) {
      const same = match.guardians.find((g) => nameKey(g.name) === nameKey(guardian.name));
      if (!same) {
        this.#addGuardian(match.row.id, guardian, match.guardians.length === 0);
      } else if (guardian.phone !== null && guardian.phone !== same.phone) {
        this.trace.guardiansBefore.push({ id: same.id, phone: same.phone });
        await recordHistory(this.#ctx, 'guardian', same.id, { ...same }, { phone: guardian.phone });
        await this.#ctx.db.updateTable('guardian').set({ phone: guardian.phone }).where('id', '=', same.id).execute();
      }
    }
  }

  #addGuardian(studentId: string, guardian: ReadRow['guardians'][number], primary: boolean): void {
    const id = this.#ctx.newId();
    this.#guardians.push({ id, student_id: studentId, ...guardian, is_primary: primary ? 1 : 0 });
    this.trace.guardians.push(id);
  }

  #keepNumber(studentId: string, number: string | undefined): void {
    if (number === undefined) return;
    this.#registrations.push({ student_id: studentId, number, from_date: this.#today });
    this.trace.registrations.push({ student_id: studentId, number });
  }

  async #classId(read: ReadRow): Promise<string> {
    const key = classKey(read.classOf);
    const id = this.#classes.get(key) ?? (await ensureClass(this.#ctx, read.classOf));
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
    if (!found) await db.insertInto('dorm').values({ id, building, room, created_at: this.#at }).execute();
    this.#dorms.set(key, id);
    return id;
  }

  async insertAll(): Promise<void> {
    const { db } = this.#ctx;
    for (const part of chunks(this.#students)) await db.insertInto('student').values(part).execute();
    for (const part of chunks(this.#enrolments)) await db.insertInto('enrolment').values(part).execute();
    for (const part of chunks(this.#guardians)) await db.insertInto('guardian').values(part).execute();
    for (const part of chunks(this.#registrations)) {
      await db
        .insertInto('registration_history')
        .values(part)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

export function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < rows.length; at += CHUNK) parts.push(rows.slice(at, at + CHUNK));
  return parts;
}
