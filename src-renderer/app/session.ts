import { createContext, useContext } from 'react';
import type { Session } from '../../src-shared/contract/vault.ts';

export const SessionContext = createContext<Session | null>(null);

/** Who is at the desk. Only inside the unlocked app. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session outside the unlocked app');
  return session;
}
