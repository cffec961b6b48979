import { useEffect, useState } from 'react';

/** Whole seconds that are left, counted down on screen; the vault itself decides whether an attempt is allowed. */
export function useCountdown(initial: number): { readonly left: number; readonly start: (seconds: number) => void } {
  const [left, setLeft] = useState(Math.ceil(initial));
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, start: (seconds) => setLeft(Math.ceil(seconds)) };
}
