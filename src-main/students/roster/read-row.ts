import type { RosterField } from '../../../src-shared/contract/students.ts';
import { type ClassContext, type ClassIdentity, parseClassName } from '../../../src-shared/domain/class-name.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import {
  attendanceModes,
  disabilities,
  guardianRelations,
  households,
  idDocuments,
  leftBehindKinds,
} from '../../../src-shared/domain/codes/person.ts';
import { parseLooseDate } from '../../../src-shared/domain/dates.ts';
import { inspectIdNumber } from '../../../src-shared/domain/id-number.ts';
import { cleanName, cleanPhone, decodeCode, parseSex, parseYesNo, tidyCode } from '../../../src-shared/domain/normalise.ts';
import { inspectRegistrationNumber } from '../../../src-shared/domain/registration-number.ts';
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

export interface GuardianValues {
  readonly name: string;
  readonly relation: string;
  readonly phone: string | null;
  readonly note: string | null;
}

export interface ReadRow {
  readonly row: number;
  readonly name: string;
  readonly card: CardValues;
  readonly classOf: ClassIdentity;
  readonly boarder: boolean | null;
  readonly dorm: { readonly building: string; readonly room: string } | null;
  readonly guardians: readonly GuardianValues[];
  readonly warnings: readonly string[];
}

/** A row that cannot come in: which field, and why as a code. */
export class RowRefusal extends Error {
  readonly field: RosterField;
  readonly reason: string;

  constructor(field: RosterField, reason: string) {
    super(reason);
    this.field = field;
    this.reason = reason;
  }
}

type Get = (field: RosterField) => Cell;
type Settable = { -readonly [K in keyof CardValues]: CardValues[K] };

const scalar = (cell: Cell): string | number | null => (typeof cell === 'boolean' ? String(cell) : cell);

function textOf(get: Get, field: RosterField, max: number): string | undefined {
  const text = cellText(get(field));
  if (text.length > max) throw new RowRefusal(field, 'tooLong');
  return text === '' ? undefined : text;
}

function codeOf<T>(get: Get, field: RosterField, decode: (value: string | number | null) => T | undefined): T | undefined {
  const cell = get(field);
  if (cellText(cell) === '') return undefined;
  const code = decode(scalar(cell));
  if (code === undefined) throw new RowRefusal(field, 'notInTable');
  return code;
}

function flagOf(get: Get, field: RosterField): number | undefined {
  const flag = codeOf(get, field, parseYesNo);
  return flag === undefined ? undefined : flag ? 1 : 0;
}

function phoneOf(get: Get, field: RosterField): string | undefined {
  const text = cellText(get(field));
  if (text === '') return undefined;
  const phone = cleanPhone(text);
  if (phone === undefined) throw new RowRefusal(field, 'phone');
  return phone;
}

function numbersInto(card: Settable, get: Get, idsDamaged: boolean, warnings: string[]): void {
  const idType = codeOf(get, 'idType', (v) => decodeCode(idDocuments, v));
  if (idType !== undefined) card.id_type = idType;
  if (idType === undefined || idType === '1') {
    const inspected = inspectIdNumber(scalar(get('idNumber')));
    if (inspected.kind === 'damaged') throw new RowRefusal('idNumber', 'damaged');
    if (inspected.kind === 'invalid') throw new RowRefusal('idNumber', inspected.problem);
    if (inspected.kind === 'valid' && inspected.suspect && idsDamaged) throw new RowRefusal('idNumber', 'damaged');
    if (inspected.kind !== 'empty') {
      card.id_number = inspected.value;
      card.id_type = '1';
      if (card.birth_date !== undefined && card.birth_date !== inspected.birthDate) warnings.push('idBirthDiffers');
      if (card.sex !== undefined && card.sex !== inspected.sex) warnings.push('idSexDiffers');
      card.birth_date ??= inspected.birthDate;
      card.sex ??= inspected.sex;
    }
  } else {
    const number = tidyCode(cellText(get('idNumber'))).toUpperCase();
    if (number !== '') card.id_number = number;
  }
  const registration = inspectRegistrationNumber(scalar(get('registrationNo')));
  if (registration.kind === 'damaged') throw new RowRefusal('registrationNo', 'damaged');
  if (registration.kind === 'invalid') throw new RowRefusal('registrationNo', registration.problem);
  if (registration.kind === 'valid') card.registration_no = registration.value;
}

function assignDefined(card: Settable, values: CardValues): void {
  for (const [key, value] of Object.entries(values)) if (value !== undefined) Object.assign(card, { [key]: value });
}

function cardOf(get: Get, idsDamaged: boolean, warnings: string[]): CardValues {
  const card: Settable = {};
  const birth = parseLooseDate(scalar(get('birthDate')));
  if (birth.ok) card.birth_date = birth.date;
  else if (birth.problem !== 'empty') throw new RowRefusal('birthDate', birth.problem);
  const sex = codeOf(get, 'sex', parseSex);
  if (sex !== undefined) card.sex = sex;
  numbersInto(card, get, idsDamaged, warnings);
  const studentNo = textOf(get, 'studentNo', 40);
  const values: { [K in keyof CardValues]: CardValues[K] | undefined } = {
    ethnicity: codeOf(get, 'ethnicity', (v) => decodeCode(ethnicities, v)),
    student_no: studentNo === undefined ? undefined : tidyCode(studentNo).toUpperCase(),
    household: codeOf(get, 'household', (v) => decodeCode(households, v)),
    address: textOf(get, 'address', 200),
    phone: phoneOf(get, 'phone'),
    left_behind: codeOf(get, 'leftBehind', (v) => decodeCode(leftBehindKinds, v)),
    migrant_child: flagOf(get, 'migrantChild'),
    orphan: flagOf(get, 'orphan'),
    only_child: flagOf(get, 'onlyChild'),
    disability: codeOf(get, 'disability', (v) => decodeCode(disabilities, v)),
  };
  assignDefined(card, values as CardValues);
  return card;
}

function guardianOf(get: Get, which: 1 | 2): GuardianValues | null {
  const name = textOf(get, `guardian${which}Name`, 40);
  const phone = phoneOf(get, `guardian${which}Phone`) ?? null;
  const word = textOf(get, `guardian${which}Relation`, 40);
  if (name === undefined) return null;
  const relation = word === undefined ? undefined : decodeCode(guardianRelations, word);
  // A relation that the table does not know is kept as the sheet has it.
  return { name: cleanName(name), relation: relation ?? 'other', phone, note: relation === undefined ? (word ?? null) : null };
}

function boarderOf(get: Get): boolean | null {
  const text = cellText(get('attendance'));
  if (text === '') return null;
  const mode = decodeCode(attendanceModes, text);
  if (mode !== undefined) return mode === '2';
  const flag = parseYesNo(text);
  if (flag === undefined) throw new RowRefusal('attendance', 'notInTable');
  return flag;
}

/** Reads one row. @throws RowRefusal */
export function readRow(row: number, get: Get, context: ClassContext, idsDamaged: boolean): ReadRow {
  const name = cleanName(cellText(get('name')));
  if (name === '') throw new RowRefusal('name', 'empty');
  if (name.length > 60) throw new RowRefusal('name', 'tooLong');
  const parsed = parseClassName(scalar(get('className')), { ...context, grade: scalar(get('grade')) });
  if (!parsed.ok) throw new RowRefusal('className', `class.${parsed.problem}`);
  const warnings: string[] = [];
  const room = textOf(get, 'room', 20);
  return {
    row,
    name,
    card: cardOf(get, idsDamaged, warnings),
    classOf: parsed.identity,
    boarder: boarderOf(get),
    dorm: room === undefined ? null : { building: textOf(get, 'building', 20) ?? '', room },
    guardians: ([1, 2] as const).map((n) => guardianOf(get, n)).filter((g) => g !== null),
    warnings,
  };
}
