import type { Session } from '../../src-shared/contract/vault.ts';
import { type Clock, instant } from './clock.ts';
import type { Executor } from './context.ts';

/** Whose restricted text is open to the reader for now: seals by student, and which of them this call has used. */
export class Unsealed {
  readonly #seals: ReadonlyMap<string, string>;
  readonly #used = new Map<string, string>();

  constructor(seals: ReadonlyMap<string, string> = new Map()) {
    this.#seals = seals;
  }

  /** Whether the student's seal is broken for this reader; asking counts as using it. */
  opens(studentId: string): boolean {
    const seal = this.#seals.get(studentId);
    if (seal === undefined) return false;
    this.#used.set(studentId, seal);
    return true;
  }

  /** Seal by student, of those whose text this call may have shown. */
  get used(): ReadonlyMap<string, string> {
    return this.#used;
  }
}

export interface Reader {
  readonly session: Pick<Session, 'role'>;
  readonly unsealed: Unsealed;
}

/**
 * Whether the reader may see notes, judgements and scores of this student on the screen: the counselor always, the lead while the
 * student's seal is broken for him, the clerk never. The one rule behind every list and page.
 */
export function mayReadNotes({ session, unsealed }: Reader, studentId: string): boolean {
  if (session.role === 'counselor') return true;
  return session.role === 'lead' && unsealed.opens(studentId);
}

/** Whether restricted text may leave on paper or in a file: a broken seal is for looking, never for taking away. */
export const mayTakeNotes = (session: Pick<Session, 'role'>): boolean => session.role === 'counselor';

/** Text of a note as this reader sees it: `restricted` tells hidden from empty. */
export function projectText(
  reader: Reader,
  studentId: string,
  text: string | null,
): { text: string | null; restricted: boolean } {
  return mayReadNotes(reader, studentId) ? { text, restricted: false } : { text: null, restricted: true };
}

/** The seals that are broken for a person now. One from before `since`, the start of this opening of the vault, has ended with the lock. */
export async function readUnsealed(
  db: Executor,
  session: Pick<Session, 'role' | 'userId'>,
  clock: Clock,
  since: string,
): Promise<Unsealed> {
  if (session.role !== 'lead') return new Unsealed();
  const rows = await db
    .selectFrom('seal_break')
    .select(['id', 'student_id'])
    .where('user_id', '=', session.userId)
    .where('until_at', '>', instant(clock))
    .where('broken_at', '>=', since)
    .execute();
  return new Unsealed(new Map(rows.map((row) => [row.student_id, row.id])));
}

/** Ends every seal that is still broken for a person, as the lock does. */
export async function endSeals(db: Executor, userId: string, at: string): Promise<void> {
  await db.updateTable('seal_break').set({ until_at: at }).where('user_id', '=', userId).where('until_at', '>', at).execute();
}
