import { type ClassIdentity, classKey } from '../../../src-shared/domain/class-name.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { mayFollow } from '../../../src-shared/domain/registration-number.ts';
import { identityOf } from '../../vault/shown-class.ts';
import { classOfKnown, hasLeft, type Known, type KnownStudent } from './known.ts';
import type { ReadRow } from './read-row.ts';

/** Whom a row means. */
export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'match'; readonly student: KnownStudent }
  /** `of` is empty when it is other rows of the file that it cannot be told from. */
  | {
      readonly kind: 'unclear';
      readonly reason: 'sameName' | 'sameNameElsewhere';
      readonly of: readonly KnownStudent[];
      /** Whether another row of the file is as likely. */
      readonly rivals: boolean;
    }
  | { readonly kind: 'conflict'; readonly reason: string; readonly of: readonly KnownStudent[] };

const differ = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a !== undefined && a !== null && b !== undefined && b !== null && a !== b;

/** Whether two rows of one name are two people by what stands in them. */
export function toldApart(a: ReadRow, b: ReadRow): boolean {
  return (
    differ(a.card.birth_date, b.card.birth_date) ||
    differ(a.card.student_no, b.card.student_no) ||
    differ(a.card.id_number, b.card.id_number) ||
    differ(a.card.registration_no, b.card.registration_no)
  );
}

/** Why the row cannot be this student, or null. A later registration number may replace an earlier one (L → G). */
function numberClash(read: ReadRow, { row }: KnownStudent): string | null {
  const { registration_no: registration, id_number: idNumber } = read.card;
  if (differ(idNumber, row.id_number)) return 'otherIdNumber';
  if (registration === undefined || row.registration_no === null || registration === row.registration_no) return null;
  const follows = mayFollow(row.registration_no, registration) || mayFollow(registration, row.registration_no);
  return follows ? null : 'otherRegistrationNo';
}

const couldBe = (read: ReadRow, known: KnownStudent): boolean =>
  numberClash(read, known) === null && !differ(read.card.birth_date, known.row.birth_date);

const sameCohort = (a: ClassIdentity, known: KnownStudent): boolean => {
  const b = known.enrolment && identityOf(known.enrolment);
  return b !== null && a.stage === b.stage && a.entryYear === b.entryYear;
};

/** Finds the students of all rows: numbers first, then school number, then name and class, then name and birth date. */
export class Matcher {
  readonly #known: Known;
  readonly #byName = new Map<string, ReadRow[]>();
  readonly #found = new Map<ReadRow, Found>();
  readonly #taken = new Set<string>();

  constructor(rows: readonly ReadRow[], known: Known) {
    this.#known = known;
    for (const row of rows) {
      const key = nameKey(row.name);
      const list = this.#byName.get(key);
      if (list) list.push(row);
      else this.#byName.set(key, [row]);
    }
    for (const row of rows) {
      const found = this.#sure(row);
      this.#found.set(row, found);
      if (found.kind === 'match') this.#taken.add(found.student.row.id);
    }
    // Only now is it known whom the other rows of the same name mean.
    for (const row of rows) {
      const found = this.of(row);
      if (found.kind === 'none') this.#found.set(row, this.#elsewhere(row));
      if (found.kind === 'unclear' && !found.rivals) this.#found.set(row, this.#lastOne(found));
    }
  }

  of(row: ReadRow): Found {
    return this.#found.get(row) ?? { kind: 'none' };
  }

  /** Whether some row means this student. */
  means(studentId: string): boolean {
    return this.#taken.has(studentId);
  }

  #sure(read: ReadRow): Found {
    const { registration_no: registration, id_number: idNumber, student_no: studentNo } = read.card;
    const one = registration === undefined ? undefined : this.#known.byRegistration.get(registration);
    const other = idNumber === undefined ? undefined : this.#known.byIdNumber.get(idNumber);
    if (one && other && one.row.id !== other.row.id) return { kind: 'conflict', reason: 'numbersDisagree', of: [one, other] };
    const byNumber = one ?? other;
    if (byNumber) {
      const clash = numberClash(read, byNumber);
      return clash ? { kind: 'conflict', reason: clash, of: [byNumber] } : { kind: 'match', student: byNumber };
    }
    const named = (this.#known.byName.get(nameKey(read.name)) ?? []).filter((s) => couldBe(read, s));
    const [numbered, ...more] = studentNo === undefined ? [] : named.filter((s) => s.row.student_no === studentNo);
    if (numbered && more.length === 0) return { kind: 'match', student: numbered };
    const key = classKey(read.classOf);
    const here = named.filter((s) => classOfKnown(s) === key);
    const rivals = (this.#byName.get(nameKey(read.name)) ?? []).filter(
      (r) => r !== read && classKey(r.classOf) === key && !toldApart(r, read),
    );
    if (rivals.length > 0 && registration === undefined && idNumber === undefined) {
      return { kind: 'unclear', reason: 'sameName', of: here, rivals: true };
    }
    const [only] = here;
    if (only === undefined) return { kind: 'none' };
    return here.length > 1 ? { kind: 'unclear', reason: 'sameName', of: here, rivals: false } : { kind: 'match', student: only };
  }

  /** Of several of one name the one whom no other row means, when there is just one. */
  #lastOne(found: Found & { kind: 'unclear' }): Found {
    const free = found.of.filter((s) => !this.#taken.has(s.row.id));
    const [only] = free;
    if (only === undefined || free.length > 1) return found;
    this.#taken.add(only.row.id);
    return { kind: 'match', student: only };
  }

  /** Somebody of the name in another class, whom no other row means. */
  #elsewhere(read: ReadRow): Found {
    const birth = read.card.birth_date;
    const others = (this.#known.byName.get(nameKey(read.name)) ?? []).filter(
      (s) => !this.#taken.has(s.row.id) && couldBe(read, s) && (sameCohort(read.classOf, s) || s.row.birth_date === birth),
    );
    const exact = others.filter((s) => birth !== undefined && s.row.birth_date === birth);
    const [only] = exact;
    if (only !== undefined && exact.length === 1 && sameCohort(read.classOf, only)) {
      this.#taken.add(only.row.id);
      return { kind: 'match', student: only };
    }
    const likely = exact.length > 0 ? exact : others.filter((s) => !hasLeft(s));
    return likely.length > 0 ? { kind: 'unclear', reason: 'sameNameElsewhere', of: likely, rivals: false } : { kind: 'none' };
  }
}
