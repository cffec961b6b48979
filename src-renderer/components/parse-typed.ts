const LOOSE = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/;

/** Local date of what was typed (2026-11-24, 20261124, 2026年11月24日), or null when it is none. */
export function parseTyped(text: string): string | null {
  const match = LOOSE.exec(text.trim());
  if (!match) return null;
  const [, year, month, day] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const iso = date.toISOString().slice(0, 10);
  return Number(iso.slice(5, 7)) === Number(month) ? iso : null;
}
