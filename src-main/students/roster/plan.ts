import type { RosterField, RosterOutcome, RosterRow } from '../../../src-shared/contract/students/roster.ts';
import { type ClassContext, classKey, className, type ParsedClass } from '../../../src-shared/domain/class-name.ts';
import type { LocalDate } from '../../../src-shared/domain/dates.ts';
import { columnLooksDamaged, inspectIdNumber } from '../../../src-shared/domain/id-number.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { identityOf, shownClass } from '../../vault/shown-class.ts';
import { isLeaving, shownChanges } from './changes.ts';
import { type Headings, repeatsHeading } from './headings.ts';
import { classOfKnown, hasLeft, type Known, type KnownStudent } from './known.ts';
import { Lookalikes } from './lookalikes.ts';
import { Matcher } from './match.ts';
import { type Problem, type ReadRow, type RowPlace, readRow } from './read-row.ts';
import { type Cell, cellText, type Sheet } from './read-sheet.ts';

/** A row of the file as far as it can be read without the vault. */
export interface SheetRow extends RowPlace {
  readonly cells: readonly Cell[];
  readonly date1904: boolean;
  /** The sheet's own class where there is no class column. */
  readonly sheetClass: string | null;
  readonly read: ReadRow | null;
  readonly problems: readonly Problem[];
}

/** One row with what it would do: everything a preview shows and an import needs. */
export interface PlannedRow {
  readonly shown: RosterRow;
  readonly read: ReadRow | null;
  readonly match: KnownStudent | null;
  /** Students whom a new row looks like although somebody said that it is another person. */
  readonly apartFrom: readonly string[];
  readonly from: SheetRow;
}

export interface OpenSheet {
  readonly sheet: Sheet;
  readonly headings: Headings;
  readonly sheetClass: string | null;
}

export interface Columns {
  readonly fields: ReadonlyMap<RosterField, number>;
  readonly context: ClassContext;
  readonly today: LocalDate;
}

/** Lines under a table that are about the table: sums, signatures, remarks. */
const FOOTER =
  /^[(（]?(?:合计|总计|小计|共计|填表|制表|审核|校长|班主任|负责人|备注|说明|注|日期|联系人|单位|以上|以下|盖章|签[字名]|第 ?\d+ ?页|共 ?\d+ ?页)/u;

/** Words that are no name even in the column of names. */
const SUM = /^[(（]?(?:合计|总计|小计|共计|以下空白|以下无正文|盖章|签[字名])[)）]?$/u;

function isAboutTable(cells: readonly Cell[], nameAt: number | undefined): boolean {
  const texts = cells.map(cellText);
  const at = texts.findIndex((text) => text !== '');
  const first = texts[at];
  if (first === undefined) return true;
  const few = texts.filter((text) => text !== '').length <= 4;
  // In the column of names only such a word, or one with a colon behind it, is no name.
  return few && FOOTER.test(first) && (at !== nameAt || SUM.test(first) || /[:：]/u.test(first));
}

/** Reads the rows below the headings; empty ones, repeated headings and lines about the table are left out. */
export function readRows(open: OpenSheet, place: number, columns: Columns): SheetRow[] {
  const { sheet, headings, sheetClass } = open;
  const { fields, context, today } = columns;
  const body = sheet.rows.slice(headings.at + 1);
  const idAt = fields.get('idNumber');
  const ids = idAt === undefined ? [] : body.map((row) => row[idAt] ?? null);
  const attendance = headings.columns.find((column) => column.index === fields.get('attendance'))?.heading ?? '';
  const reading = {
    context,
    today,
    date1904: sheet.date1904,
    idsDamaged: columnLooksDamaged(ids.map((cell) => inspectIdNumber(typeof cell === 'boolean' ? null : cell))),
    asksBoarding: attendance.includes('是否'),
    sheetClass: fields.has('className') ? null : sheetClass,
    classes: new Map<string, ParsedClass>(),
  };
  return body.flatMap((cells, i): SheetRow[] => {
    if (isAboutTable(cells, fields.get('name')) || repeatsHeading(cells, headings)) return [];
    const row = headings.at + 2 + i;
    const at: RowPlace = { key: `${place}:${row}`, sheet: sheet.name, row };
    const get = (field: RosterField): Cell => cells[fields.get(field) ?? -1] ?? null;
    const read = readRow(at, get, reading);
    const common = { ...at, cells, date1904: sheet.date1904, sheetClass: reading.sheetClass };
    return ['card' in read ? { ...common, read, problems: [] } : { ...common, read: null, problems: read }];
  });
}

export interface Plan {
  readonly rows: readonly PlannedRow[];
  /** Students of the sheet's classes whom no row means. */
  readonly absent: readonly KnownStudent[];
}

/** The outcome of every row against everyone in the vault. */
export function planRows(
  rows: readonly SheetRow[],
  columns: Columns,
  known: Known,
  decisions: Readonly<Record<string, string>>,
): Plan {
  const reads = rows.flatMap((row) => row.read ?? []);
  const matcher = new Matcher(reads, known);
  const planner = new Planner(columns, matcher, new Lookalikes(known, matcher), decisions, contestedNumbers(reads));
  const planned = rows.map((row) => planner.plan(row));
  const classes = new Set(reads.map((read) => classKey(read.classOf)));
  const meant = new Set(planned.flatMap((row) => row.shown.candidates.map((c) => c.id)));
  const absent = [...known.byId.values()].filter((student) => {
    const key = classOfKnown(student);
    return key !== null && classes.has(key) && !hasLeft(student) && !matcher.means(student.row.id) && !meant.has(student.row.id);
  });
  return { rows: planned, absent };
}

/** Numbers that rows of different names claim. */
function contestedNumbers(reads: readonly ReadRow[]): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const contested = new Set<string>();
  for (const read of reads) {
    for (const number of numbersOf(read)) {
      const owner = owners.get(number);
      if (owner !== undefined && owner !== nameKey(read.name)) contested.add(number);
      owners.set(number, nameKey(read.name));
    }
  }
  return contested;
}

const numbersOf = ({ card }: ReadRow): string[] => [card.registration_no, card.id_number].filter((n) => n !== undefined);

/** Most characters of a cell that cross to the page; the sheet of refused rows keeps the whole of it. */
const SHOWN_LENGTH = 200;

/** A cell as the page may show it. */
export const shownCell = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);

class Planner {
  readonly #columns: Columns;
  readonly #matcher: Matcher;
  readonly #lookalikes: Lookalikes;
  readonly #decisions: Readonly<Record<string, string>>;
  readonly #contested: ReadonlySet<string>;
  readonly #numbers = new Set<string>();
  readonly #students = new Set<string>();

  constructor(
    columns: Columns,
    matcher: Matcher,
    lookalikes: Lookalikes,
    decisions: Readonly<Record<string, string>>,
    contested: ReadonlySet<string>,
  ) {
    this.#columns = columns;
    this.#matcher = matcher;
    this.#lookalikes = lookalikes;
    this.#decisions = decisions;
    this.#contested = contested;
  }

  plan(row: SheetRow): PlannedRow {
    const { schoolYear, shape } = this.#columns.context;
    const { read } = row;
    const at = (field: RosterField): string => shownCell(cellText(row.cells[this.#columns.fields.get(field) ?? -1]));
    const as = (outcome: RosterOutcome, more: Partial<RosterRow> = {}, match: KnownStudent | null = null): PlannedRow => ({
      shown: {
        key: row.key,
        sheet: row.sheet,
        row: row.row,
        outcome,
        name: read?.name ?? at('name'),
        className: read ? className(read.classOf, schoolYear, 'zh', shape) : at('className') || (row.sheetClass ?? ''),
        reasons: [],
        changes: [],
        warnings: [...(read?.warnings ?? [])],
        candidates: [],
        ...more,
      },
      read,
      match,
      apartFrom: [],
      from: row,
    });
    if (!read) return as('refused', { reasons: [...row.problems] });
    return this.#planRead(read, as);
  }

  #planRead(
    read: ReadRow,
    as: (outcome: RosterOutcome, more?: Partial<RosterRow>, match?: KnownStudent | null) => PlannedRow,
  ): PlannedRow {
    const because = (reason: string, field: string | null = null) => ({ reasons: [{ field, reason }] });
    const numbers = numbersOf(read);
    if (numbers.some((n) => this.#contested.has(n))) return as('numberConflict', because('sharedInFile'));
    if (numbers.some((n) => this.#numbers.has(n))) return as('refused', because('twiceInFile', 'registrationNo'));
    for (const n of numbers) this.#numbers.add(n);
    const found = this.#matcher.of(read);
    const decision = this.#decisions[read.key];
    if (found.kind === 'conflict')
      return as('numberConflict', { ...because(found.reason), candidates: this.#candidates(found.of) });
    let match = found.kind === 'match' ? found.student : null;
    if (found.kind === 'unclear') {
      const chosen = found.of.find((s) => s.row.id === decision) ?? null;
      if (decision !== 'new' && !chosen) {
        const reason = decision === 'skip' ? 'skipped' : found.reason;
        return as('sameName', { ...because(reason), candidates: this.#candidates(found.of) });
      }
      match = chosen;
    }
    const leaves = isLeaving(read.status);
    if (!match) {
      if (leaves) return as('left', because('leftInSheet', 'status'));
      const like = found.kind === 'none' ? this.#lookalikes.of(read) : null;
      if (!like) return as('new');
      if (decision === 'new') return { ...as('new'), apartFrom: like.of.map((student) => student.row.id) };
      match = like.of.find((student) => student.row.id === decision) ?? null;
      if (!match) {
        const reasons = decision === 'skip' ? ['skipped'] : like.reasons.map((reason) => `like.${reason}`);
        return as('looksLike', {
          reasons: reasons.map((reason) => ({ field: null, reason })),
          candidates: this.#candidates(like.of),
        });
      }
    }
    if (this.#students.has(match.row.id)) return as('refused', because('twiceInFile', 'name'));
    this.#students.add(match.row.id);
    if (hasLeft(match)) {
      if (leaves) return as('same', {}, match);
      if (decision !== match.row.id) {
        return as('left', { ...because(decision === 'skip' ? 'skipped' : 'leftSchool'), candidates: this.#candidates([match]) });
      }
    }
    if (leaves && match.enrolledLater) return as('refused', because('laterYear', 'status'), match);
    const changes = shownChanges(read, match, this.#columns.context);
    return as(changes.length > 0 ? 'changed' : 'same', { changes }, match);
  }

  #candidates(of: readonly KnownStudent[]): RosterRow['candidates'] {
    return of.map(({ row, enrolment }) => ({
      id: row.id,
      name: row.name,
      className:
        enrolment && identityOf(enrolment) ? shownClass(enrolment, enrolment.school_year, this.#columns.context.shape) : null,
      birthDate: row.birth_date,
      studentNo: row.student_no,
    }));
  }
}
