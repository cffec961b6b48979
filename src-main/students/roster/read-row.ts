import type { RosterField } from '../../../src-shared/contract/students/roster.ts';
import {
  type ClassContext,
  type ClassIdentity,
  type ParsedClass,
  parseClassName,
} from '../../../src-shared/domain/class-name.ts';
import type { CodeEntry, CodeTable } from '../../../src-shared/domain/codes/define.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import {
  attendanceModes,
  disabilities,
  type EnrolmentStatus,
  enrolmentStatuses,
  households,
  idDocuments,
  leftBehindKinds,
} from '../../../src-shared/domain/codes/person.ts';
import { ageOn, type LocalDate, parseLooseDate } from '../../../src-shared/domain/dates.ts';
import { type IdNumber, inspectIdNumber } from '../../../src-shared/domain/id-number.ts';
import { cleanName, decodeCode, parseSex, parseYesNo, phonesOf, tidyCode } from '../../../src-shared/domain/normalise.ts';
import { inspectRegistrationNumber } from '../../../src-shared/domain/registration-number.ts';
import { type GuardianValues, readGuardians } from './read-guardians.ts';
import { type Cell, cellText } from './read-sheet.ts';

/** Columns of `student` that a roster can fill; an empty cell leaves its column out. */
export interface CardValues {
  sex?: string;
  birth_date?: string;
  id_type?: string;
  id_number?: string;
  ethnicity?: string;
  registration_no?: string;
  student_no?: string;
  household?: string;
  address?: string;
  phone?: string;
  left_behind?: string;
  migrant_child?: number;
  orphan?: number;
  only_child?: number;
  disability?: string;
}

export interface Problem {
  readonly field: RosterField | null;
  readonly reason: string;
}

/** Where a row stands: `key` names it in decisions. */
export interface RowPlace {
  readonly key: string;
  readonly sheet: string;
  readonly row: number;
}

export interface ReadRow extends RowPlace {
  readonly name: string;
  readonly card: CardValues;
  readonly classOf: ClassIdentity;
  readonly status: EnrolmentStatus | null;
  readonly boarder: boolean | null;
  readonly dorm: { readonly building: string; readonly room: string } | null;
  readonly guardians: readonly GuardianValues[];
  readonly warnings: readonly string[];
}

/** What every row of a sheet is read with. */
export interface Reading {
  readonly context: ClassContext;
  readonly today: LocalDate;
  readonly date1904: boolean;
  /** Whether some identity number of the column lost its end, so that one ending in 000 is not to be trusted either. */
  readonly idsDamaged: boolean;
  /** Whether the column of 就读方式 asks yes or no (是否住校), so that 1 means yes and not the code of day students. */
  readonly asksBoarding: boolean;
  /** Class of the whole sheet where there is no class column. */
  readonly sheetClass: string | null;
  /** Class names already read, since a sheet holds each of them many times. */
  readonly classes: Map<string, ParsedClass>;
}

type Get = (field: RosterField) => Cell;

const NOTHING = /^(?:[-—–―/\\]+|n\/?a|null)$/iu;
const NO_WORD = /^(?:无|暂无|没有|未填|不详|空)$/u;
/** The apostrophe that makes text of a number, typed where the program took it for a character. */
const TEXT_MARK = /^['‘’＇`](?=[0-9０-９])/u;
const CELL_ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR|GETTING_DATA|SPILL!)$/u;
/** Letters of any script, dots, blanks, hyphens and apostrophes, and what schools add to tell two of one name apart: 李明2, 李明(大). */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{N}·. '’()-]*$/u;
const MAX_AGE = 25;
const MIN_AGE = 4;

const scalar = (cell: Cell): string | number | null => (typeof cell === 'boolean' ? String(cell) : cell);

/** The cells of one row as values; what cannot be read is noted in `problems`, all of it, so that one correction is enough. */
export class RowReader {
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];
  readonly #get: Get;

  constructor(get: Get) {
    this.#get = get;
  }

  /** Notes why; of several faults of one cell the first is the cause of the others. */
  refuse(field: RosterField, reason: string): undefined {
    if (!this.problems.some((problem) => problem.field === field)) this.problems.push({ field, reason });
    return undefined;
  }

  warn(warning: string): void {
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }

  /** The cell, or null where it is empty or says that there is nothing. */
  cell(field: RosterField): Cell {
    const cell = this.#get(field);
    if (typeof cell !== 'string') return cell;
    const text = cellText(cell).replace(TEXT_MARK, '');
    if (CELL_ERROR.test(text)) {
      this.refuse(field, 'formulaError');
      return null;
    }
    return text === '' || NOTHING.test(text) ? null : text;
  }

  text(field: RosterField, max: number): string | undefined {
    const text = cellText(this.cell(field));
    if (text.length > max) return this.refuse(field, 'tooLong');
    return text === '' || NO_WORD.test(text) ? undefined : text;
  }

  code<E extends CodeEntry>(field: RosterField, table: CodeTable<E>): E['code'] | undefined {
    const cell = this.cell(field);
    if (cell === null) return undefined;
    return decodeCode(table, scalar(cell)) ?? this.refuse(field, 'notInTable');
  }

  flag(field: RosterField): number | undefined {
    const cell = this.cell(field);
    if (cell === null) return undefined;
    const flag = parseYesNo(cell);
    return flag === undefined ? this.refuse(field, 'notInTable') : flag ? 1 : 0;
  }

  phone(field: RosterField): string | undefined {
    const text = this.text(field, 100);
    if (text === undefined) return undefined;
    if (/^\d(?:\.\d+)?E\+?\d{1,2}$/iu.test(text)) return this.refuse(field, 'damaged');
    const phones = phonesOf(text);
    if (!phones || phones[0] === undefined) return this.refuse(field, 'phone');
    if (phones.length > 1) this.warn('phoneFirst');
    return phones[0];
  }

  date(field: RosterField, date1904: boolean): LocalDate | undefined {
    const parsed = parseLooseDate(scalar(this.cell(field)), { date1904 });
    if (parsed.ok) return parsed.date;
    // A month without its day is no reason to leave a student out.
    if (parsed.problem !== 'empty' && parsed.problem !== 'incomplete') this.refuse(field, parsed.problem);
    return undefined;
  }
}

function nameOf(reader: RowReader): string {
  const name = cleanName(cellText(reader.cell('name')));
  if (name === '') reader.refuse('name', 'empty');
  else if (name.length > 60) reader.refuse('name', 'tooLong');
  else if (!NAME.test(name)) reader.refuse('name', 'notAName');
  return name;
}

function classOf(reader: RowReader, reading: Reading): ClassIdentity | undefined {
  const cell = scalar(reader.cell('className')) ?? reading.sheetClass;
  const grade = scalar(reader.cell('grade'));
  // 七-1 typed into a spreadsheet becomes the first of July.
  if (typeof cell === 'number' && cell > 20_000 && Number.isInteger(cell)) return reader.refuse('className', 'class.date');
  if (typeof cell === 'number' && /^\d{1,2}\.[1-9]$/.test(String(cell)) && Number(String(cell).split('.')[1]) <= 3) {
    reader.warn('classDecimal');
  }
  const key = `${typeof cell}${cell}|${grade}`;
  const parsed = reading.classes.get(key) ?? parseClassName(cell, { ...reading.context, grade });
  reading.classes.set(key, parsed);
  return parsed.ok ? parsed.identity : reader.refuse('className', `class.${parsed.problem}`);
}

/** Digits of a spoilt number that are still sure: 15 of a numeric cell, all but the rounded last of 5.30602E+17. */
function sureDigits(cell: Cell): string {
  if (typeof cell === 'number') return cell.toPrecision(15).replace('.', '').split('e')[0] ?? '';
  const text = cellText(cell);
  const [, first, rest] = /^(\d)(?:\.(\d+))?E\+?17$/iu.exec(text) ?? [];
  return first === undefined ? text.slice(0, 15) : `${first}${rest ?? ''}`.slice(0, -1);
}

/** A number that lost its end in the sheet stands whole in the G number, as far as the two agree. */
function restored(cell: Cell, registration: string | undefined): IdNumber | null {
  if (registration?.[0] !== 'G') return null;
  return registration.slice(1).startsWith(sureDigits(cell)) ? inspectIdNumber(registration.slice(1)) : null;
}

function numbersInto(card: CardValues, reader: RowReader, reading: Reading): void {
  const registrationCell = reader.cell('registrationNo');
  const registration = inspectRegistrationNumber(NO_WORD.test(cellText(registrationCell)) ? null : scalar(registrationCell));
  if (registration.kind === 'damaged') reader.refuse('registrationNo', 'damaged');
  if (registration.kind === 'invalid') reader.refuse('registrationNo', registration.problem);
  if (registration.kind === 'valid') card.registration_no = registration.value;
  const idType = reader.code('idType', idDocuments);
  if (idType !== undefined) card.id_type = idType;
  const cell = reader.cell('idNumber');
  if (cell === null || NO_WORD.test(cellText(cell))) return;
  if (idType !== undefined && idType !== '1') {
    const number = tidyCode(cellText(cell)).toUpperCase();
    if (number.length > 40) reader.refuse('idNumber', 'tooLong');
    else card.id_number = number;
    return;
  }
  let inspected = inspectIdNumber(scalar(cell));
  if (inspected.kind === 'valid' && inspected.suspect && reading.idsDamaged)
    inspected = { kind: 'damaged', damage: 'lostDigits' };
  if (inspected.kind === 'damaged') {
    const whole = restored(cell, card.registration_no);
    if (whole) reader.warn('idRestored');
    inspected = whole ?? inspected;
  }
  if (inspected.kind === 'damaged') reader.refuse('idNumber', 'damaged');
  else if (inspected.kind === 'invalid') reader.refuse('idNumber', inspected.problem);
  else if (inspected.kind !== 'empty') {
    card.id_number = inspected.value;
    card.id_type = '1';
    if (card.birth_date !== undefined && card.birth_date !== inspected.birthDate) reader.warn('idBirthDiffers');
    if (card.sex !== undefined && /^[12]$/.test(card.sex) && card.sex !== inspected.sex) reader.warn('idSexDiffers');
    card.birth_date ??= inspected.birthDate;
    card.sex ??= inspected.sex;
  }
}

function cardOf(reader: RowReader, reading: Reading): CardValues {
  const card: CardValues = {};
  const put = <K extends keyof CardValues>(column: K, value: CardValues[K] | undefined): void => {
    if (value !== undefined) card[column] = value;
  };
  put('birth_date', reader.date('birthDate', reading.date1904));
  const sex = reader.cell('sex');
  if (sex !== null) put('sex', parseSex(scalar(sex)) ?? reader.refuse('sex', 'notInTable'));
  numbersInto(card, reader, reading);
  if (card.birth_date === undefined) {
    if (reader.cell('birthDate') !== null) reader.warn('birthIncomplete');
  } else {
    const age = ageOn(card.birth_date, reading.today);
    if (age < 0) reader.refuse('birthDate', 'inFuture');
    else if (age < MIN_AGE || age > MAX_AGE) reader.warn('ageUnusual');
  }
  put('ethnicity', reader.code('ethnicity', ethnicities));
  const studentNo = reader.text('studentNo', 40);
  put('student_no', studentNo === undefined ? undefined : tidyCode(studentNo).toUpperCase());
  put('household', reader.code('household', households));
  put('address', reader.text('address', 200));
  put('phone', reader.phone('phone'));
  put('left_behind', reader.code('leftBehind', leftBehindKinds));
  put('migrant_child', reader.flag('migrantChild'));
  put('orphan', reader.flag('orphan'));
  put('only_child', reader.flag('onlyChild'));
  put('disability', reader.code('disability', disabilities));
  return card;
}

function boarderOf(reader: RowReader, { asksBoarding }: Reading): boolean | null {
  const cell = reader.cell('attendance');
  if (cell === null) return null;
  const answer = parseYesNo(cell);
  if (asksBoarding && answer !== undefined) return answer;
  const mode = decodeCode(attendanceModes, scalar(cell));
  if (mode !== undefined) return mode === '2';
  return answer ?? reader.refuse('attendance', 'notInTable') ?? null;
}

/** Reads one row: its values, or everything that keeps it out. */
export function readRow(place: RowPlace, get: Get, reading: Reading): ReadRow | readonly Problem[] {
  const reader = new RowReader(get);
  const name = nameOf(reader);
  const identity = classOf(reader, reading);
  const card = cardOf(reader, reading);
  const status = reader.code('status', enrolmentStatuses) ?? null;
  const boarder = boarderOf(reader, reading);
  const room = reader.text('room', 20);
  const building = reader.text('building', 20) ?? '';
  const guardians = readGuardians(reader);
  if (reader.problems.length > 0 || identity === undefined) return reader.problems;
  return {
    ...place,
    name,
    card,
    classOf: identity,
    status,
    boarder,
    dorm: room === undefined ? null : { building, room },
    guardians,
    warnings: reader.warnings,
  };
}
