import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { ConsentKind } from '../../src-shared/domain/codes/consent.ts';
import {
  type ConsentParty,
  type ConsentState,
  consentParties,
  consentStateOn,
  type Signer,
} from '../../src-shared/domain/consent.ts';
import type { Executor } from './context.ts';
import type { Tables } from './tables.ts';

/** Bound parameters of one statement stay below SQLite's oldest limit. */
const CHUNK = 500;

/** A stored giver; one of a newer version counts as nobody's signature that is asked for alone. */
export const partyOf = (giver: string): ConsentParty => consentParties.find((party) => party === giver) ?? 'student';

/**
 * How one kind of consent stands for students on a day: the definition behind every badge, notice, to-do and count. Entries made by
 * mistake do not count. A student that does not exist is not in the answer.
 */
export async function consentStates(
  db: Executor,
  studentIds: readonly string[],
  kind: ConsentKind,
  on: string,
): Promise<Map<string, ConsentState>> {
  const states = new Map<string, ConsentState>();
  const ids = [...new Set(studentIds)];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const part = ids.slice(start, start + CHUNK);
    const students = await db.selectFrom('student').select(['id', 'birth_date']).where('id', 'in', part).execute();
    const rows = await db
      .selectFrom('consent')
      .select(['student_id', 'giver', 'given_on', 'until_date', 'withdrawn_on'])
      .where('kind', '=', kind)
      .where('student_id', 'in', part)
      .where('voided_at', 'is', null)
      .execute();
    const given = Map.groupBy(rows, (row) => row.student_id);
    for (const student of students) {
      const consents = (given.get(student.id) ?? []).map((row) => ({
        giver: partyOf(row.giver),
        givenOn: row.given_on,
        untilDate: row.until_date,
        withdrawnOn: row.withdrawn_on,
      }));
      states.set(student.id, consentStateOn(student.birth_date, consents, on));
    }
  }
  return states;
}

/** The same month and day that many years before, as text: born later than that means younger. */
const yearsBefore = (on: string, years: number): string => `${Number(on.slice(0, 4)) - years}${on.slice(4)}`;

/**
 * Lists ask the same in SQL: whether the student of the row lacks a signature that the age of the day demands. A property test holds it
 * against `consentStates`.
 */
export function lacksConsent(kind: ConsentKind, on: string): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'student'>();
  const unsigned = (signer: Signer) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('consent')
          .select('consent.id')
          .where('consent.kind', '=', kind)
          .whereRef('consent.student_id', '=', 'student.id')
          .where('consent.giver', 'in', [signer, 'both'])
          .where('consent.given_on', '<=', on)
          .where('consent.voided_at', 'is', null)
          .where((c) => c.or([c('consent.until_date', 'is', null), c('consent.until_date', '>=', on)]))
          .where((c) => c.or([c('consent.withdrawn_on', 'is', null), c('consent.withdrawn_on', '>', on)])),
      ),
    );
  const unknown = eb('student.birth_date', 'is', null);
  const guardianSigns = eb.or([unknown, eb('student.birth_date', '>', yearsBefore(on, 18))]);
  const studentSigns = eb.or([unknown, eb('student.birth_date', '<=', yearsBefore(on, 14))]);
  return eb.or([eb.and([guardianSigns, unsigned('guardian')]), eb.and([studentSigns, unsigned('student')])]);
}
