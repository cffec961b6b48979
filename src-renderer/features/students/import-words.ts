import type { TFunction } from 'i18next';
import type { RosterRow } from '../../../src-shared/contract/students/roster.ts';
import type { CodeEntry, CodeTable } from '../../../src-shared/domain/codes/define.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import {
  attendanceModes,
  disabilities,
  enrolmentStatuses,
  guardianRelations,
  households,
  idDocuments,
  leftBehindKinds,
  sexes,
} from '../../../src-shared/domain/codes/person.ts';
import type { Language } from '../../../src-shared/domain/words.ts';
import { importZh } from './locale/import-zh.ts';

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

const TABLES: Readonly<Record<string, Pick<CodeTable<CodeEntry>, 'label'>>> = {
  sex: sexes,
  ethnicity: ethnicities,
  attendance: attendanceModes,
  id_type: idDocuments,
  household: households,
  left_behind: leftBehindKinds,
  disability: disabilities,
  status: enrolmentStatuses,
  guardianRelation: guardianRelations,
};
const FLAGS = new Set(['migrant_child', 'orphan', 'only_child']);

export const fieldName = (t: T, field: string): string => t(`import.field.${FIELD_OF_COLUMN[field] ?? field}` as never);

export const reasonWords = (t: T, { field, reason }: RosterRow['reasons'][number]): string =>
  `${field === null ? '' : `${fieldName(t, field)} `}${t(`import.reason.${reason}` as never)}`;

export const warningWords = (t: T, warning: string): string => t(`import.warning.${warning}` as never);

/** A stored value as a person reads it; '' is an empty field. */
export function valueWords(t: T, field: string, value: string, language: Language): string {
  if (value === '') return t('import.blank');
  if (FLAGS.has(field)) return value === '1' ? t('yes') : t('no');
  return TABLES[field]?.label(value, language) ?? value;
}

/** Everything to be said about one row of a preview, in one line. */
export function rowDetail(t: T, row: RosterRow, language: Language): string {
  return [
    ...row.reasons.map((reason) => reasonWords(t, reason)),
    ...row.changes.map(({ field, from, to }) =>
      t('import.change', {
        field: fieldName(t, field),
        from: valueWords(t, field, from, language),
        to: valueWords(t, field, to, language),
      }),
    ),
    ...row.warnings.map((warning) => warningWords(t, warning)),
  ].join('；');
}

/** Every word that the sheet of refused rows needs, by code: it is written where there are no catalogues. */
export function refusedWords(t: T): Record<string, string> {
  const words: Record<string, string> = { heading: t('import.reasonHeading') };
  for (const field of Object.keys(importZh.field)) words[`field.${field}`] = t(`import.field.${field}` as never);
  for (const outcome of Object.keys(importZh.outcome)) words[`outcome.${outcome}`] = t(`import.outcome.${outcome}` as never);
  for (const [code, text] of Object.entries(importZh.reason)) {
    if (typeof text === 'string') words[`reason.${code}`] = t(`import.reason.${code}` as never);
    else for (const part of Object.keys(text)) words[`reason.${code}.${part}`] = t(`import.reason.${code}.${part}` as never);
  }
  return words;
}
