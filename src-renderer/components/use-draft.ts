import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { call } from '../app/api.ts';
import { noteDraftSaved, onFlush } from '../app/drafts.ts';
import { DraftDesk, type DraftState } from './draft-desk.ts';

export interface Draft<T> extends DraftState<T> {
  readonly setValues: (next: Partial<T> | ((previous: T) => T)) => void;
  /** Saves what is not saved yet. */
  readonly flush: () => Promise<void>;
  /** Removes the kept draft (after the form is saved, or by choice) and goes back to the initial values. */
  readonly discard: () => Promise<void>;
}

/** The drafts of this page. */
export const draftDesk = new DraftDesk({
  save: async (place, body) => {
    const saved = await call('drafts.save', { ...place, body });
    noteDraftSaved(saved.savedAt);
    return saved;
  },
  load: (place) => call('drafts.load', place),
  discard: async (place) => {
    await call('drafts.discard', place);
    noteDraftSaved(null);
  },
});
onFlush(() => draftDesk.flushAll());

/**
 * Keeps a form's values as an encrypted draft of one form, its students (`studentId`: one id, or a key of domain/student-set.ts) and one
 * record. Values belong to that place alone: when it changes, what was typed is saved where it was typed, and the new place starts from its
 * own draft or from `initial`.
 */
export function useDraft<T extends object>(form: string, studentId: string, draftId: string, initial: T): Draft<T> {
  const first = useRef(initial);
  first.current = initial;
  const keeper = useMemo(() => draftDesk.keeper({ form, studentId, draftId }, first.current), [form, studentId, draftId]);
  useEffect(() => keeper.open(), [keeper]);
  useEffect(() => keeper.begin(first.current));
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);
  const setValues = useCallback<Draft<T>['setValues']>((next) => keeper.set(next), [keeper]);
  const flush = useCallback(() => keeper.flush(), [keeper]);
  const discard = useCallback(() => keeper.discard(), [keeper]);
  return { ...state, setValues, flush, discard };
}
