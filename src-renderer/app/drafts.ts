import { useSyncExternalStore } from 'react';

type Flush = () => Promise<void>;

const flushes = new Set<Flush>();
const listeners = new Set<() => void>();
let lastSavedAt: string | null = null;

/** Registers a form that may hold unsaved words; the returned function ends it. */
export function onFlush(flush: Flush): () => void {
  flushes.add(flush);
  return () => {
    flushes.delete(flush);
  };
}

/** Saves every open draft now; one that fails does not keep the others from being saved. */
export async function flushDrafts(): Promise<void> {
  await Promise.allSettled([...flushes].map((flush) => flush()));
}

/** Tells the frame's mark when a draft was last saved (UTC instant), or that there is none. */
export function noteDraftSaved(at: string | null): void {
  lastSavedAt = at;
  for (const listener of listeners) listener();
}

/** UTC instant of the last saved draft since the page was opened. */
export function useLastDraft(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => lastSavedAt,
  );
}
