import { type DuplicateReason, duplicateReasons } from '../../src-shared/contract/students.ts';
import { nameKey } from '../../src-shared/domain/normalise.ts';

/** How much each agreement says that two are one, out of 100. */
const WEIGHT: Readonly<Record<DuplicateReason, number>> = {
  sameIdNumber: 100,
  sameRegistration: 95,
  sameNameBirth: 80,
  sameNamePhone: 70,
  samePinyinBirth: 60,
  sameNameClass: 50,
  sameStudentNo: 30,
};

/** The strongest reason, and a little for each further one. */
export function scoreOf(reasons: readonly DuplicateReason[]): number {
  const strongest = Math.max(0, ...reasons.map((reason) => WEIGHT[reason]));
  return Math.min(100, strongest + 5 * Math.max(0, reasons.length - 1));
}

/** What is known of somebody, as far as telling two apart needs; `classId` only has to be the same for the same class. */
export interface Probe {
  readonly name: string;
  readonly pinyin: string;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly numbers: ReadonlySet<string>;
  readonly classId: string | null;
  readonly studentNo: string | null;
  /** Telephones of the student and of the family. */
  readonly phones: ReadonlySet<string>;
}

/** Why two may be one, strongest first; the one rule for entering, importing and the list of pairs. */
export function reasonsFor(a: Probe, b: Probe): DuplicateReason[] {
  const birth = a.birthDate !== null && a.birthDate === b.birthDate;
  const name = nameKey(a.name) === nameKey(b.name);
  const found: Readonly<Record<DuplicateReason, boolean>> = {
    sameIdNumber: a.idNumber !== null && a.idNumber === b.idNumber,
    sameRegistration: [...a.numbers].some((number) => b.numbers.has(number)),
    sameNameBirth: name && birth,
    // Brothers and sisters share a telephone, but no name.
    sameNamePhone: name && [...a.phones].some((phone) => b.phones.has(phone)),
    samePinyinBirth: !name && birth && a.pinyin !== '' && a.pinyin === b.pinyin,
    // Two birth dates that differ speak for two people of one name.
    sameNameClass:
      name && a.classId !== null && a.classId === b.classId && (birth || a.birthDate === null || b.birthDate === null),
    sameStudentNo: a.studentNo !== null && a.studentNo === b.studentNo && (name || a.pinyin === b.pinyin),
  };
  return duplicateReasons.filter((reason) => found[reason]);
}

/** Two students as `not_duplicate` names them, whichever comes first. */
export const pairOf = (one: string, other: string) =>
  one < other ? { student_a: one, student_b: other } : { student_a: other, student_b: one };
