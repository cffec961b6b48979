import type { TFunction } from 'i18next';
import type { RosterRow } from '../../../src-shared/contract/students.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import { attendanceModes, sexes } from '../../../src-shared/domain/codes/person.ts';
import type { Language } from '../../../src-shared/domain/words.ts';

type T = TFunction<'students'>;

/** Fields of the card by the name of their column. */
const FIELD_OF_COLUMN: Readonly<Record<string, string>> = {
  birth_date: 'birthDate',
  id_type: 'idType',
  id_number: 'idNumber',
  registration_no: 'registrationNo',
  student_no: 'studentNo',
  left_behind: 'leftBehind',
  migrant_child: 'migrantChild',
  only_child: 'onlyChild',
};

export const fieldName = (t: T, field: string): string => t(`import.field.${FIELD_OF_COLUMN[field] ?? field}` as never);

export const reasonWords = (t: T, reason: string): string => t(`import.reason.${reason}` as never);

function valueWords(field: string, value: string, language: Language): string {
  if (field === 'sex') return sexes.label(value, language);
  if (field === 'ethnicity') return ethnicities.label(value, language);
  if (field === 'attendance') return attendanceModes.label(value, language);
  return value;
}

/** What is to be said about one row of a preview. */
export function rowDetail(t: T, row: RosterRow, language: Language): string {
  const parts: string[] = [];
  if (row.reason !== null) parts.push(`${row.field ? `${fieldName(t, row.field)} ` : ''}${reasonWords(t, row.reason)}`);
  for (const { field, from, to } of row.changes) {
    parts.push(
      t('import.change', {
        field: fieldName(t, field),
        from: from === '' ? t('import.blank') : valueWords(field, from, language),
        to: valueWords(field, to, language),
      }),
    );
  }
  for (const warning of row.warnings) parts.push(t(`import.warning.${warning}` as never));
  return parts.join('；');
}
