/** A number in a published table: shown, hidden for being small, hidden with another one, or not known. */
export type Cell =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'small' }
  | { readonly kind: 'together' }
  | { readonly kind: 'unknown' };

/**
 * Hides small counts of one line of parts that add up to a published total (for example the grades of a school).
 * Counts from 1 to threshold − 1 are hidden; 0 stays 0 and an unknown stays unknown. Where what is hidden could be worked out from the
 * total — one hidden part, or hidden parts that together are still below the threshold — the next smallest part is hidden with it
 * (complementary suppression; Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001, ch. 6).
 * @param parts counts, null for unknown
 */
export function suppress(parts: readonly (number | null)[], threshold: number): Cell[] {
  const cells: Cell[] = parts.map((value) =>
    value === null ? { kind: 'unknown' } : value > 0 && value < threshold ? { kind: 'small' } : { kind: 'value', value },
  );
  const unknown = parts.some((value) => value === null);
  const hidden = () => cells.flatMap((cell, index) => (cell.kind === 'small' || cell.kind === 'together' ? [index] : []));
  while (hidden().length > 0 && !unknown) {
    const indexes = hidden();
    const sum = indexes.reduce((total, index) => total + (parts[index] ?? 0), 0);
    // The sum of the hidden parts is public (total minus what is shown): it must not be small and must belong to several.
    if (indexes.length >= 2 && sum >= threshold && !onlyOneSplit(indexes.length, sum)) break;
    const next = cells
      .flatMap((cell, index) => (cell.kind === 'value' && cell.value > 0 ? [{ index, value: cell.value }] : []))
      .sort((a, b) => a.value - b.value)[0];
    if (!next) break;
    cells[next.index] = { kind: 'together' };
  }
  return cells;
}

/** True when the public sum leaves the hidden parts no choice: all of them 1. */
function onlyOneSplit(count: number, sum: number): boolean {
  return sum === count;
}

/** The total beside the parts: hidden too when it is small itself, or when hiding parts cannot protect them. */
export function suppressTotal(
  total: number | null,
  cells: readonly Cell[],
  parts: readonly (number | null)[],
  threshold: number,
): Cell {
  if (total === null) return { kind: 'unknown' };
  if (total > 0 && total < threshold) return { kind: 'small' };
  const indexes = cells.flatMap((cell, index) => (cell.kind === 'small' || cell.kind === 'together' ? [index] : []));
  const sum = indexes.reduce((all, index) => all + (parts[index] ?? 0), 0);
  const solvable = indexes.length === 1 || (indexes.length > 1 && (sum < threshold || onlyOneSplit(indexes.length, sum)));
  return solvable && cells.every((cell) => cell.kind !== 'unknown') ? { kind: 'together' } : { kind: 'value', value: total };
}

/** Cells that a reader could solve by comparing with the previous submission: hidden now or then while the totals differ by less than the threshold. */
export function solvableByDifference(
  previous: { readonly cells: readonly Cell[]; readonly total: Cell },
  current: { readonly cells: readonly Cell[]; readonly total: Cell },
  threshold: number,
): number[] {
  if (previous.total.kind !== 'value' || current.total.kind !== 'value') return [];
  const change = Math.abs(current.total.value - previous.total.value);
  if (change === 0 || change >= threshold) return [];
  return current.cells.flatMap((cell, index) =>
    cell.kind !== 'value' && previous.cells[index]?.kind !== 'unknown' && cell.kind !== 'unknown' ? [index] : [],
  );
}
