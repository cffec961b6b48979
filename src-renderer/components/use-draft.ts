import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../app/api.ts';
import { noteDraftSaved, onFlush } from '../app/drafts.ts';

/** Milliseconds of rest after the last change before a draft is saved. */
const REST = 800;

export interface Draft<T> {
  readonly values: T;
  readonly setValues: (next: Partial<T> | ((previous: T) => T)) => void;
  /** UTC instant of the last save; null before the first one. */
  readonly savedAt: string | null;
  /** True once a kept draft, if any, is in `values`. */
  readonly ready: boolean;
  /** Removes the kept draft (after the form is saved, or by choice) and goes back to the initial values. */
  readonly discard: () => Promise<void>;
}

interface Held<T> {
  readonly key: string;
  readonly values: T;
  readonly savedAt: string | null;
  readonly ready: boolean;
}

/**
 * Keeps a form's values as an encrypted draft of one form, one student and one record. Values belong to that key alone: when the key
 * changes, what was typed is saved under the old key and the new key starts from its own draft or from `initial`.
 */
export function useDraft<T extends object>(form: string, studentId: string, draftId: string, initial: T): Draft<T> {
  const key = JSON.stringify([form, studentId, draftId]);
  const fresh = useRef(initial);
  fresh.current = initial;
  const [held, setHeld] = useState<Held<T>>({ key, values: initial, savedAt: null, ready: false });
  const current: Held<T> = held.key === key ? held : { key, values: initial, savedAt: null, ready: false };
  const pending = useRef<T | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const body = pending.current;
    if (!body) return;
    pending.current = null;
    const { savedAt } = await call('drafts.save', { form, studentId, draftId, body: { ...body } as Record<string, unknown> });
    noteDraftSaved(savedAt);
    setHeld((previous) => (previous.key === key ? { ...previous, savedAt } : previous));
  }, [form, studentId, draftId, key]);

  useEffect(() => {
    let live = true;
    setHeld({ key, values: fresh.current, savedAt: null, ready: false });
    call('drafts.load', { form, studentId, draftId })
      .catch(() => null)
      .then((kept) => {
        if (!live) return;
        setHeld((previous) => {
          if (previous.key !== key || pending.current) return { ...previous, ready: true };
          return kept
            ? { key, values: { ...previous.values, ...(kept.body as Partial<T>) }, savedAt: kept.savedAt, ready: true }
            : { ...previous, ready: true };
        });
      });
    const stop = onFlush(save);
    return () => {
      live = false;
      stop();
      void save().catch(() => undefined);
    };
  }, [form, studentId, draftId, key, save]);

  const setValues = useCallback<Draft<T>['setValues']>(
    (next) => {
      setHeld((previous) => {
        const base = previous.key === key ? previous : { key, values: fresh.current, savedAt: null, ready: true };
        const values = typeof next === 'function' ? next(base.values) : { ...base.values, ...next };
        pending.current = values;
        return { ...base, values };
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save().catch(() => undefined), REST);
    },
    [key, save],
  );

  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    pending.current = null;
    setHeld({ key, values: fresh.current, savedAt: null, ready: true });
    await call('drafts.discard', { form, studentId, draftId });
    noteDraftSaved(null);
  }, [form, studentId, draftId, key]);

  return { values: current.values, setValues, savedAt: current.savedAt, ready: current.ready, discard };
}
