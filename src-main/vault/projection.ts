import type { Session } from '../../src-shared/contract/vault.ts';

/** Whether this role may read the text of notes and judgements. The one rule behind every list, page, print and export. */
export const mayReadNotes = (session: Pick<Session, 'role'>): boolean => session.role === 'counselor';

/** Text of a note as this role sees it: `restricted` tells hidden from empty. */
export function projectText(session: Pick<Session, 'role'>, text: string | null): { text: string | null; restricted: boolean } {
  return mayReadNotes(session) ? { text, restricted: false } : { text: null, restricted: true };
}
