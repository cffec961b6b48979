import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { CardChange } from '../../src-shared/contract/students.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import type { Context } from '../vault/context.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import { guardiansOf } from './file.repository.ts';
import { maskNumber, maskPhone } from './mask.ts';
import { enrolmentsOf } from './roll.repository.ts';
import {
  cardHistory,
  disclosuresOf,
  eventsOf,
  mentorsOf,
  mergesInto,
  numbersOf,
  ownRows,
  removedGuardians,
  tagsOf,
} from './roll-details.repository.ts';
import { studentById } from './students.repository.ts';
import { currentYear, maySeeSupport } from './students.service.ts';

/** Everything on the card that has a date: enrolments and moves, numbers, mentors, care tags, guardians. */
export async function readRollDetails(ctx: Context, studentId: string): Promise<Output<'students.rollDetails'>> {
  const { db } = ctx;
  const student = await studentById(db, studentId);
  if (!student) throw new AppError('studentUnknown');
  const { shape } = await classContext(ctx, currentYear(ctx));
  return {
    enrolments: (await enrolmentsOf(db, studentId)).map((row) => ({
      id: row.id,
      schoolYear: row.school_year,
      className: shownClass(row, row.school_year, shape),
      status: row.status,
      entry: row.entry,
      fromDate: row.from_date,
      toDate: row.to_date,
      boarder: row.boarder === 1,
      dorm: row.room === null ? null : `${row.building ?? ''}${row.room}`,
    })),
    events: (await eventsOf(db, studentId)).map((row) => ({
      id: row.id,
      kind: row.kind,
      on: row.on_date,
      status: row.status,
      className: shownClass(row, schoolYearOf(row.on_date), shape),
      otherSchool: row.other_school,
      papers: JSON.parse(row.papers) as string[],
      note: row.note,
      basisCode: row.basis_code,
      basisReason: row.basis_reason,
      recordedAt: row.recorded_at,
      by: row.by_name ?? '',
    })),
    numbers: (await numbersOf(db, studentId))
      .map((row) => ({
        masked: maskNumber(row.number) ?? '',
        fromDate: row.from_date,
        current: row.number === student.registration_no,
      }))
      .sort((a, b) => Number(a.current) - Number(b.current)),
    mentors: (await mentorsOf(db, studentId)).map((row) => ({
      id: row.id,
      staffId: row.staff_id,
      name: row.name,
      fromDate: row.from_date,
      toDate: row.to_date,
    })),
    tags: (await tagsOf(db, studentId)).map((row) => ({
      id: row.id,
      code: row.code,
      fromDate: row.from_date,
      toDate: row.to_date,
      source: row.source,
    })),
    guardians: (await guardiansOf(db, studentId)).map((row) => ({
      id: row.id,
      name: row.name,
      relation: row.relation,
      phoneMasked: maskPhone(row.phone),
      primary: row.is_primary === 1,
      note: row.note,
    })),
    disclosures: maySeeSupport(ctx)
      ? (await disclosuresOf(db, studentId)).map((row) => ({
          id: row.id,
          on: row.at.slice(0, 10),
          document: row.document,
          recipient: row.recipient,
        }))
      : [],
    merges: (await mergesInto(db, studentId)).map((row) => ({ id: row.id, name: row.gone_name, at: row.merged_at })),
  };
}

const ENTITIES: readonly CardChange['entity'][] = ['student', 'guardian', 'enrolment', 'mentor', 'care_tag'];
/** Machinery that tells a reader nothing. */
const SILENT = new Set(['name_pinyin', 'name_initials', 'student_id', 'id', 'import_batch_id', 'dorm_id']);

function covered(entity: string, field: string, value: string | null): string | null {
  if (field === 'phone') return maskPhone(value);
  if (entity === 'student' && (field === 'id_number' || field === 'registration_no')) return maskNumber(value);
  return value;
}

/** What changed on the card and beside it, newest first; ids stand as the names they mean. */
export async function readCardChanges(ctx: Context, { studentId, limit }: ParsedInput<'students.cardChanges'>) {
  const { db } = ctx;
  if (!(await studentById(db, studentId))) throw new AppError('studentUnknown');
  const { shape } = await classContext(ctx, currentYear(ctx));
  const merged = (await mergesInto(db, studentId)).map((row) => row.gone_id);
  const own = await ownRows(db, studentId);
  const ids = [studentId, ...merged, ...own, ...(await removedGuardians(db, studentId))];
  const rows = await cardHistory(db, ENTITIES, ids, limit);
  const staff = new Map((await db.selectFrom('staff').select(['id', 'name']).execute()).map((row) => [row.id, row.name]));
  const classes = new Map(
    (await db.selectFrom('class').select(['id', 'stage', 'entry_year', 'number']).execute()).map((row) => [row.id, row]),
  );
  const word = (entity: string, field: string, value: string | null, at: string): string | null => {
    if (value === null) return null;
    if (field === 'staff_id') return staff.get(value) ?? null;
    const named = field === 'class_id' ? classes.get(value) : undefined;
    return named ? shownClass(named, schoolYearOf(at.slice(0, 10)), shape) : covered(entity, field, value);
  };
  return rows
    .filter((row) => !SILENT.has(row.field))
    .flatMap((row): CardChange[] => {
      const entity = ENTITIES.find((name) => name === row.entity);
      if (!entity) return [];
      const { field, at } = row;
      return [
        {
          entity,
          field,
          from: word(entity, field, row.old_value, at),
          to: word(entity, field, row.new_value, at),
          at,
          by: row.by_name ?? '',
        },
      ];
    });
}
