import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus on the field marked `data-autofocus` once a form that had to be read first is there. */
export function useFirstFocus<E extends HTMLElement>(ready: boolean): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (!ready) return;
    // After the dialog has put the focus where it could while the form was not there yet.
    const timer = setTimeout(() => ref.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), 0);
    return () => clearTimeout(timer);
  }, [ready]);
  return ref;
}
