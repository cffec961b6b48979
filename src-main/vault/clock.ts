/** The only source of time in the vault process; tests and the sample school bring their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** UTC instant as ISO text, milliseconds kept. */
export function instant(clock: Clock): string {
  return clock.now().toISOString();
}

/** The calendar day at the desk, `YYYY-MM-DD` in the machine's time zone. */
export function localDate(clock: Clock): string {
  const now = clock.now();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
