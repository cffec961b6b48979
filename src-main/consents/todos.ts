import { consentKinds } from '../../src-shared/domain/codes/consent.ts';
import { EXPIRING_DAYS } from '../../src-shared/domain/consent.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Executor } from '../vault/context.ts';
import { endingConsents, unhandledWithdrawals } from './consents.repository.ts';

export interface ConsentTodo {
  readonly kind: 'consentExpiring' | 'consentWithdrawn';
  readonly studentId: string;
  readonly dueOn: string;
  /** Kind of the consent. */
  readonly consent: string;
}

/** Withdrawals that wait to be acted on, due at once; valid consents that end within `EXPIRING_DAYS`, due on their last day. */
export async function findConsentTodos(db: Executor, on: string): Promise<ConsentTodo[]> {
  const withdrawn = (await unhandledWithdrawals(db)).map((row) => ({
    kind: 'consentWithdrawn' as const,
    studentId: row.student_id,
    dueOn: row.withdrawn_on ?? on,
    consent: row.kind,
  }));
  const ending = Map.groupBy(await endingConsents(db, on, addDays(on, EXPIRING_DAYS)), (row) => row.kind);
  const expiring: ConsentTodo[] = [];
  for (const kind of consentKinds.codes) {
    const ids = (ending.get(kind) ?? []).map((row) => row.student_id);
    for (const [studentId, state] of await consentStates(db, ids, kind, on)) {
      // One that another paper outlasts is no reason to act.
      if (state.status !== 'expiring') continue;
      expiring.push({ kind: 'consentExpiring', studentId, dueOn: state.validUntil ?? on, consent: kind });
    }
  }
  return [...withdrawn, ...expiring];
}
