import type { Selectable } from 'kysely';
import type { MergeField, MergePreview } from '../../src-shared/contract/students.ts';
import { mayFollow } from '../../src-shared/domain/registration-number.ts';
import type { StudentTable } from '../vault/tables.ts';
import { maskNumber, maskPhone } from './mask.ts';

export type StudentRow = Selectable<StudentTable>;
type CardField = Exclude<MergeField, 'enrolment' | 'mentor'>;
type Column = keyof StudentRow & string;

/** Columns of each field of the card; the first is the one that is shown. */
export const COLUMNS: Readonly<Record<CardField, readonly Column[]>> = {
  name: ['name', 'name_pinyin', 'name_initials'],
  sex: ['sex'],
  birthDate: ['birth_date'],
  idNumber: ['id_number', 'id_type'],
  registrationNo: ['registration_no'],
  studentNo: ['student_no'],
  ethnicity: ['ethnicity'],
  household: ['household'],
  address: ['address'],
  phone: ['phone'],
  leftBehind: ['left_behind'],
  migrantChild: ['migrant_child'],
  orphan: ['orphan'],
  onlyChild: ['only_child'],
  disability: ['disability'],
  fileOpenedOn: ['file_opened_on'],
};
export const CARD_FIELDS = Object.keys(COLUMNS) as CardField[];

/** Which value stays unless somebody says otherwise: what is known, the later number, the earlier day of opening. */
function likely(field: CardField, kept: string | number | null, gone: string | number | null): 'kept' | 'gone' {
  if (gone === null || (field === 'sex' && gone === '0')) return 'kept';
  if (kept === null || (field === 'sex' && kept === '0')) return 'gone';
  if (field === 'registrationNo') return mayFollow(String(kept), String(gone)) ? 'gone' : 'kept';
  if (field === 'fileOpenedOn') return gone < kept ? 'gone' : 'kept';
  return 'kept';
}

function shown(field: CardField, value: string | number | null): string | null {
  const text = value === null ? null : String(value);
  if (field === 'idNumber' || field === 'registrationNo') return maskNumber(text);
  return field === 'phone' ? maskPhone(text) : text;
}

/** The fields in which the two cards differ, with the value that stays. */
export function compareCards(kept: StudentRow, gone: StudentRow): MergePreview['fields'] {
  return CARD_FIELDS.flatMap((field) => {
    const [column] = COLUMNS[field];
    if (column === undefined || kept[column] === gone[column]) return [];
    const [a, b] = [kept[column], gone[column]];
    return [{ field, kept: shown(field, a), gone: shown(field, b), choice: likely(field, a, b) }];
  });
}

/** Columns of the kept card that take over the other's value. */
export function takenOver(
  kept: StudentRow,
  gone: StudentRow,
  choice: (field: MergeField) => 'kept' | 'gone',
): Record<string, string | number | null> {
  const after: Record<string, string | number | null> = {};
  for (const field of CARD_FIELDS) {
    if (choice(field) === 'kept') continue;
    for (const column of COLUMNS[field]) if (kept[column] !== gone[column]) after[column] = gone[column];
  }
  return after;
}
