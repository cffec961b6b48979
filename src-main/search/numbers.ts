/** A day holds a million notes. */
const DAY = 2 ** 20;
/** Days before and after 1970 that are told apart. */
const DAYS = 2 ** 17;

/**
 * Every number is at least this. The index of another format has its numbers elsewhere, which shows that it must be made anew: below 2^40
 * they grew with the day, and the text had no pairs.
 */
export const NUMBERS_FROM = 2 ** 40;

function dayOf(on: string): number {
  const time = Date.parse(`${on}T00:00:00Z`);
  return Number.isNaN(time) ? 1 - DAYS : Math.min(DAYS - 1, Math.max(1 - DAYS, Math.round(time / 86_400_000)));
}

/**
 * The numbers of a day, both ends included; an unreadable day counts as the first of all. A later day has lower numbers, and a later note
 * of a day a lower one: newest first is then the order in which SQLite reads an index without looking for its end.
 */
export function numbersOf(on: string): { readonly lowest: number; readonly highest: number } {
  const lowest = NUMBERS_FROM + (DAYS - dayOf(on)) * DAY;
  return { lowest, highest: lowest + DAY - 1 };
}
