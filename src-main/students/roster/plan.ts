import type { RosterField, RosterOutcome, RosterRow } from '../../../src-shared/contract/students.ts';
import { type ClassContext, classKey, className } from '../../../src-shared/domain/class-name.ts';
import { columnLooksDamaged, inspectIdNumber } from '../../../src-shared/domain/id-number.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { mayFollow } from '../../../src-shared/domain/registration-number.ts';
import { identityOf, shownClass } from '../../vault/shown-class.ts';
import { type Known, type KnownStudent, nameAndClass } from './known.ts';
import { type ReadRow, RowRefusal, readRow } from './read-row.ts';
import { type Cell, cellText, type Sheet } from './read-sheet.ts';

/** One row with what it would do: everything a preview shows and an import needs. */
export interface PlannedRow {
  readonly shown: RosterRow;
  readonly read: ReadRow | null;
  readonly match: KnownStudent | null;
}

export interface Choice {
  readonly sheet: Sheet;
  readonly headingAt: number;
  readonly fields: ReadonlyMap<RosterField, number>;
  readonly context: ClassContext;
  readonly decisions: Readonly<Record<string, string>>;
}

/** The outcome of every row below the headings; rows without any text are left out. */
export function planRows(choice: Choice, known: Known): PlannedRow[] {
  const idColumn = choice.fields.get('idNumber');
  const body = choice.sheet.rows.slice(choice.headingAt + 1);
  const idsDamaged =
    idColumn !== undefined &&
    columnLooksDamaged(
      body.map((row) => {
        const cell = row[idColumn] ?? null;
        return inspectIdNumber(typeof cell === 'boolean' ? null : cell);
      }),
    );
  const rows: (ReadRow | { row: number; cells: readonly Cell[]; refusal: RowRefusal })[] = [];
  for (const [i, cells] of body.entries()) {
    if (cells.every((cell) => cellText(cell) === '')) continue;
    const row = choice.headingAt + 2 + i;
    const get = (field: RosterField): Cell => {
      const index = choice.fields.get(field);
      return index === undefined ? null : (cells[index] ?? null);
    };
    try {
      rows.push(readRow(row, get, choice.context, idsDamaged));
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      rows.push({ row, cells, refusal: error });
    }
  }
  const namesakes = new Map<string, number>();
  for (const r of rows) if ('card' in r) namesakes.set(placeOf(r), (namesakes.get(placeOf(r)) ?? 0) + 1);
  const taken: Taken = { numbers: new Set(), students: new Set() };
  return rows.map((r) => {
    if ('card' in r) return planRow(r, choice, known, namesakes.get(placeOf(r)) ?? 1, taken);
    const at = (field: RosterField): string => cellText(r.cells[choice.fields.get(field) ?? -1]);
    const shown = { ...bare(r.row, at('name'), at('className')), reason: r.refusal.reason, field: r.refusal.field };
    return { shown, read: null, match: null };
  });
}

interface Taken {
  readonly numbers: Set<string>;
  readonly students: Set<string>;
}

const placeOf = (r: ReadRow): string => nameAndClass(r.name, classKey(r.classOf));

/** Most characters of a cell that cross to the page; the sheet of refused rows keeps the whole of it. */
const SHOWN_LENGTH = 200;

/** A cell as the page may show it. */
export const shownCell = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);

function bare(row: number, name: string, inClass: string): RosterRow {
  return {
    row,
    outcome: 'refused',
    name: shownCell(name),
    className: shownCell(inClass),
    reason: null,
    field: null,
    changes: [],
    warnings: [],
    candidates: [],
  };
}

function planRow(read: ReadRow, choice: Choice, known: Known, namesakes: number, taken: Taken): PlannedRow {
  const { schoolYear, shape } = choice.context;
  const shown: RosterRow = {
    ...bare(read.row, read.name, className(read.classOf, schoolYear, 'zh', shape)),
    warnings: [...read.warnings],
  };
  const as = (outcome: RosterOutcome, more: Partial<RosterRow> = {}, match: KnownStudent | null = null): PlannedRow => ({
    shown: { ...shown, outcome, ...more },
    read,
    match,
  });
  const numbers = [read.card.registration_no, read.card.id_number].filter((n) => n !== undefined);
  if (numbers.some((n) => taken.numbers.has(n))) return as('refused', { reason: 'twiceInFile', field: 'registrationNo' });
  for (const n of numbers) taken.numbers.add(n);
  const found = findMatch(read, known, namesakes);
  if (found.kind === 'conflict') return as('numberConflict', { reason: found.reason, candidates: found.of.map(candidate) });
  let match = found.kind === 'match' ? found.student : null;
  if (found.kind === 'unclear') {
    const decision = choice.decisions[String(read.row)];
    const chosen = decision === undefined ? undefined : found.of.find((s) => s.row.id === decision);
    if (decision !== 'new' && !chosen) {
      return as('sameName', { reason: decision === 'skip' ? 'skipped' : 'sameName', candidates: found.of.map(candidate) });
    }
    match = chosen ?? null;
  }
  if (!match) return as('new');
  if (taken.students.has(match.row.id)) return as('refused', { reason: 'twiceInFile', field: 'name' });
  taken.students.add(match.row.id);
  const changes = changesOf(read, match, choice.context);
  return as(changes.length > 0 ? 'changed' : 'same', { changes }, match);
}

const candidate = (s: KnownStudent) => ({
  id: s.row.id,
  name: s.row.name,
  birthDate: s.row.birth_date,
  studentNo: s.row.student_no,
});

type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'match'; readonly student: KnownStudent }
  | { readonly kind: 'unclear'; readonly of: readonly KnownStudent[] }
  | { readonly kind: 'conflict'; readonly reason: string; readonly of: readonly KnownStudent[] };

/** Numbers first; name and class only where numbers do not speak against it. */
function findMatch(read: ReadRow, known: Known, namesakes: number): Found {
  const { registration_no: registration, id_number: idNumber, birth_date: birth } = read.card;
  const one = registration === undefined ? undefined : known.byRegistration.get(registration);
  const other = idNumber === undefined ? undefined : known.byIdNumber.get(idNumber);
  if (one && other && one.row.id !== other.row.id) return { kind: 'conflict', reason: 'numbersDisagree', of: [one, other] };
  const byNumber = one ?? other;
  if (byNumber) {
    const clash = numberClash(read, byNumber);
    return clash ? { kind: 'conflict', reason: clash, of: [byNumber] } : { kind: 'match', student: byNumber };
  }
  const here = (known.byNameAndClass.get(placeOf(read)) ?? []).filter(
    (s) => numberClash(read, s) === null && (birth === undefined || s.row.birth_date === null || s.row.birth_date === birth),
  );
  const [only] = here;
  if (only === undefined) {
    // Two new rows of one name in a class are two people only when numbers tell them apart.
    return namesakes > 1 && registration === undefined && idNumber === undefined ? { kind: 'unclear', of: [] } : { kind: 'none' };
  }
  return here.length > 1 || namesakes > 1 ? { kind: 'unclear', of: here } : { kind: 'match', student: only };
}

/** Why the row cannot be this student, or null. A later registration number may replace an earlier one (L → G). */
function numberClash(read: ReadRow, { row }: KnownStudent): string | null {
  const { registration_no: registration, id_number: idNumber } = read.card;
  if (idNumber !== undefined && row.id_number !== null && idNumber !== row.id_number) return 'otherIdNumber';
  if (registration === undefined || row.registration_no === null || registration === row.registration_no) return null;
  const follows = mayFollow(row.registration_no, registration) || mayFollow(registration, row.registration_no);
  return follows ? null : 'otherRegistrationNo';
}

/** Values that the row would change; an empty cell changes nothing. An older registration number does not come back. */
export function cardChanges(read: ReadRow, match: KnownStudent): Record<string, string | number> {
  const changes: Record<string, string | number> = {};
  const now = match.row as unknown as Readonly<Record<string, string | number | null>>;
  for (const [column, value] of Object.entries({ name: read.name, ...read.card }) as [string, string | number][]) {
    if (column === 'registration_no' && now[column] !== null && !mayFollow(String(now[column]), String(value))) continue;
    // The sheet spells a name in its own width or dots; only a different name is a change.
    if (column === 'name' && nameKey(String(now.name)) === nameKey(String(value))) continue;
    if (now[column] !== value) changes[column] = value;
  }
  return changes;
}

function changesOf(read: ReadRow, match: KnownStudent, { schoolYear, shape }: ClassContext): RosterRow['changes'] {
  const now = match.row as unknown as Readonly<Record<string, string | number | null>>;
  const changes = Object.entries(cardChanges(read, match)).map(([field, to]) => ({
    field,
    from: now[field] === null ? '' : String(now[field]),
    to: String(to),
  }));
  const { enrolment } = match;
  const before = enrolment && identityOf(enrolment);
  if (!enrolment || !before || enrolment.school_year !== schoolYear || classKey(before) !== classKey(read.classOf)) {
    const from = enrolment ? (shownClass(enrolment, enrolment.school_year, shape) ?? '') : '';
    changes.push({ field: 'className', from, to: className(read.classOf, schoolYear, 'zh', shape) });
  } else {
    if (read.boarder !== null && (enrolment.boarder === 1) !== read.boarder) {
      changes.push({ field: 'attendance', from: enrolment.boarder === 1 ? '2' : '1', to: read.boarder ? '2' : '1' });
    }
    if (read.dorm !== null && (enrolment.building !== read.dorm.building || enrolment.room !== read.dorm.room)) {
      changes.push({
        field: 'room',
        from: `${enrolment.building ?? ''}${enrolment.room ?? ''}`,
        to: `${read.dorm.building}${read.dorm.room}`,
      });
    }
  }
  for (const guardian of read.guardians) {
    const same = match.guardians.find((g) => nameKey(g.name) === nameKey(guardian.name));
    if (!same) changes.push({ field: 'guardian', from: '', to: guardian.name });
    else if (guardian.phone !== null && guardian.phone !== same.phone) {
      changes.push({ field: 'guardianPhone', from: same.phone ?? '', to: guardian.phone });
    }
  }
  return changes;
}
