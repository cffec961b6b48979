import { type KeyboardEvent, useState } from 'react';

/** Steps of the magnifier; 1 fits the width of the window. */
const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
export type Turn = 0 | 90 | 180 | 270;
const TURNS: readonly Turn[] = [0, 90, 180, 270];

export interface Look {
  readonly zoom: number;
  /** Degrees clockwise. */
  readonly turn: Turn;
  readonly larger: () => void;
  readonly smaller: () => void;
  readonly whole: () => void;
  readonly turnRight: () => void;
  /** `+` `-` `0` and `r`, as the tools say. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** How a page or a picture is looked at: how large, and which way up. */
export function useLook(): Look {
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState<Turn>(0);
  const larger = () => setZoom((now) => STEPS.find((step) => step > now) ?? now);
  const smaller = () => setZoom((now) => STEPS.findLast((step) => step < now) ?? now);
  const whole = () => setZoom(1);
  const turnRight = () => setTurn((now) => TURNS[(TURNS.indexOf(now) + 1) % TURNS.length] ?? 0);
  const keys: Readonly<Record<string, () => void>> = {
    '+': larger,
    '=': larger,
    '-': smaller,
    '0': whole,
    r: turnRight,
    R: turnRight,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act =
      event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { zoom, turn, larger, smaller, whole, turnRight, onKeyDown };
}
