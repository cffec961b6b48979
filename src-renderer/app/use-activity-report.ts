import { useEffect } from 'react';
import { call, onEvent } from './api.ts';

/** Milliseconds between two reports that a person is at the desk. */
const EVERY = 5000;

/** Tells main that the person typed, pointed or scrolled, so that an app in use does not lock itself. */
export function useActivityReport(): void {
  useEffect(() => {
    let last = 0;
    const report = (): void => {
      const now = Date.now();
      if (now - last < EVERY) return;
      last = now;
      call('shell.activity', {}).catch(() => undefined);
    };
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, report, { passive: true, capture: true });
    // Whoever answers the notice must be heard at once.
    const unlisten = onEvent((event) => {
      if (event.kind === 'lockNear') last = 0;
    });
    return () => {
      unlisten();
      for (const kind of kinds) window.removeEventListener(kind, report, { capture: true });
    };
  }, []);
}
