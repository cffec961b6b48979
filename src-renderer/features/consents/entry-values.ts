import type { ConsentRow } from '../../../src-shared/contract/consents.ts';
import type { Input } from '../../../src-shared/contract/index.ts';
import {
  type ConsentKind,
  consentForms,
  consentKinds,
  type GuardianRelation,
  guardianRelations,
} from '../../../src-shared/domain/codes.ts';
import type { ConsentParty } from '../../../src-shared/domain/consent.ts';
import { todayLocal } from '../../components/index.ts';

/** What the form holds; blank text stands for nothing. */
export interface EntryValues {
  readonly kind: ConsentKind;
  readonly scope: string;
  readonly recipient: string;
  readonly giver: ConsentParty;
  readonly giverName: string;
  readonly giverRelation: GuardianRelation | null;
  readonly givenOn: string | null;
  readonly untilDate: string | null;
  readonly form: (typeof consentForms)['codes'][number];
  readonly witness: string;
  readonly keptAt: string;
  readonly limits: string;
  readonly note: string;
}

export const relationOf = (code: string | null): GuardianRelation | null =>
  guardianRelations.codes.find((one) => one === code) ?? null;

export const freshEntry = (kind: ConsentKind, guardian: { name: string; relation: string } | undefined): EntryValues => ({
  kind,
  scope: '',
  recipient: '',
  giver: 'guardian',
  giverName: guardian?.name ?? '',
  giverRelation: relationOf(guardian?.relation ?? null),
  givenOn: todayLocal(),
  untilDate: null,
  form: 'paper',
  witness: '',
  keptAt: '',
  limits: '',
  note: '',
});

export const storedEntry = (row: ConsentRow): EntryValues => ({
  kind: consentKinds.codes.find((code) => code === row.kind) ?? 'counseling',
  scope: row.scope ?? '',
  recipient: row.recipient ?? '',
  giver: row.giver,
  giverName: row.giverName ?? '',
  giverRelation: relationOf(row.giverRelation),
  givenOn: row.givenOn,
  untilDate: row.untilDate,
  form: consentForms.codes.find((code) => code === row.form) ?? 'paper',
  witness: row.witness ?? '',
  keptAt: row.keptAt ?? '',
  limits: row.limits ?? '',
  note: row.note ?? '',
});

/** As the channels take it; what a kind or form does not ask for is left out. */
export function toEntry(values: EntryValues): Omit<Input<'consents.add'>, 'studentId'> {
  const byStudent = values.giver === 'student';
  return {
    ...values,
    recipient: consentKinds.find(values.kind).named ? values.recipient : null,
    giverName: byStudent ? null : values.giverName,
    giverRelation: byStudent ? null : values.giverRelation,
    givenOn: values.givenOn ?? '',
    witness: values.form === 'verbal' ? values.witness : null,
    keptAt: values.form === 'paper' ? values.keptAt : null,
  };
}
