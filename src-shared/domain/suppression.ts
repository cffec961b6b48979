/** A published number: shown, hidden for being small (样本过小), hidden with another one (一并隐去), or not known. 0 is shown as 0. */
export type Cell =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'small' }
  | { readonly kind: 'together' }
  | { readonly kind: 'unknown' };

/** What is published of a table of counts. `safe` is false when a hidden small number could still be solved: then publish nothing. */
export interface SuppressedTable {
  readonly cells: readonly (readonly Cell[])[];
  readonly rowTotals: readonly Cell[];
  readonly columnTotals: readonly Cell[];
  readonly grandTotal: Cell;
  readonly safe: boolean;
}

/** Below 3 the mark "small" would itself tell the number, so a lower threshold is taken as 3. */
export const LEAST_THRESHOLD = 3;

/*
 * A table with its totals is a flow: source → row → column → sink → source, each number the flow of one arc, each total the balance of
 * one node (Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001, ch. 6; Cox 1995 on network models). A reader knows of
 * a shown arc its value, of a small one 1 … t − 1, of a part hidden together at least t and of a total hidden together at least 1 (a
 * small total whose mark would say too much is marked so too), of an unknown one at least 0. Such a flow can be changed by whole numbers
 * exactly along cycles, so a hidden number can be solved if and only if no cycle of changeable arcs runs through it. That makes the
 * check exact, and the cheapest such cycle tells what to hide with it.
 */
interface Arc {
  readonly tail: number;
  readonly head: number;
  readonly value: number | null;
  /** What it costs to hide it; totals are dearer than parts. Infinity: never. */
  readonly cost: number;
  /** Least value that a reader must assume when it is hidden together with others. */
  readonly floor: number;
  state: 'value' | 'small' | 'together' | 'unknown';
}

function canRise(arc: Arc, threshold: number): boolean {
  if (arc.state === 'small') return (arc.value ?? 0) < threshold - 1;
  return arc.state !== 'value';
}

function canFall(arc: Arc): boolean {
  const value = arc.value ?? Number.POSITIVE_INFINITY;
  if (arc.state === 'small') return value > 1;
  if (arc.state === 'together') return value > arc.floor;
  return arc.state === 'unknown' && value > 0;
}

/** Price of changing an arc up or down: 0 if it is changeable now, its cost if hiding would make it so, Infinity otherwise. */
function price(arc: Arc, up: boolean, threshold: number): number {
  if (up ? canRise(arc, threshold) : canFall(arc)) return 0;
  const value = arc.value ?? 0;
  const hideable = arc.state === 'value' ? value >= threshold : arc.state === 'small' && arc.floor < threshold;
  return hideable && (up || value > arc.floor) ? arc.cost : Number.POSITIVE_INFINITY;
}

interface Path {
  readonly cost: number;
  /** Arcs that must be hidden for the way to be open. */
  readonly toHide: readonly Arc[];
}

/** Cheapest way from one node to another over changeable or hideable arcs, not using `without` (Dijkstra on few nodes). */
function cheapestPath(
  arcs: readonly Arc[],
  nodes: number,
  from: number,
  to: number,
  without: Arc,
  threshold: number,
): Path | null {
  const best = Array.from({ length: nodes }, () => Number.POSITIVE_INFINITY);
  const via: (readonly [Arc, number] | null)[] = Array.from({ length: nodes }, () => null);
  const done = new Set<number>();
  best[from] = 0;
  for (;;) {
    let at = -1;
    for (let n = 0; n < nodes; n += 1) {
      const cost = best[n] ?? Number.POSITIVE_INFINITY;
      if (!done.has(n) && cost < Number.POSITIVE_INFINITY && (at < 0 || cost < (best[at] ?? 0))) at = n;
    }
    if (at < 0) return null;
    if (at === to) break;
    done.add(at);
    for (const arc of arcs) {
      if (arc === without || (arc.tail !== at && arc.head !== at)) continue;
      const next = arc.tail === at ? arc.head : arc.tail;
      // One more edge costs a trifle, so that of equal ways the shortest hides nothing needless.
      const cost = (best[at] ?? 0) + price(arc, arc.tail === at, threshold) + 1e-6;
      if (cost < (best[next] ?? 0)) {
        best[next] = cost;
        via[next] = [arc, at];
      }
    }
  }
  const found: Arc[] = [];
  for (let n = to; n !== from; ) {
    const step = via[n];
    if (!step) return null;
    const [arc, before] = step;
    if (price(arc, arc.tail === before, threshold) > 0) found.push(arc);
    n = before;
  }
  return { cost: best[to] ?? 0, toHide: found };
}

/** The cheapest change of an arc's value, up or down, that leaves all balances; null when there is none. */
function cheapestChange(arcs: readonly Arc[], nodes: number, arc: Arc, threshold: number): Path | null {
  const up = canRise(arc, threshold) ? cheapestPath(arcs, nodes, arc.head, arc.tail, arc, threshold) : null;
  const down = canFall(arc) ? cheapestPath(arcs, nodes, arc.tail, arc.head, arc, threshold) : null;
  if (!up || !down) return up ?? down;
  return up.cost <= down.cost ? up : down;
}

const isFree = (path: Path | null): boolean => path !== null && path.cost < 0.5;

function protect(arcs: readonly Arc[], nodes: number, threshold: number): boolean {
  const small = arcs.filter((arc) => arc.state === 'small');
  for (const arc of small) {
    for (const one of cheapestChange(arcs, nodes, arc, threshold)?.toHide ?? []) one.state = 'together';
  }
  // A number hidden on the way that can be solved anyway hides nothing: show it. This tells a reader nothing new.
  for (const arc of arcs) {
    const shows = arc.state === 'together' && (arc.value ?? 0) >= threshold;
    if (shows && !isFree(cheapestChange(arcs, nodes, arc, threshold))) arc.state = 'value';
  }
  return small.every((arc) => isFree(cheapestChange(arcs, nodes, arc, threshold)));
}

function shown(arc: Arc): Cell {
  if (arc.state === 'value') return arc.value === null ? { kind: 'unknown' } : { kind: 'value', value: arc.value };
  return { kind: arc.state };
}

export interface SuppressionOptions {
  /** Counts from 1 to threshold − 1 are hidden. */
  readonly threshold: number;
  /** Totals that the publication does not print cannot give anything away. All are printed by default. */
  readonly printed?: { readonly rows?: boolean; readonly columns?: boolean; readonly grand?: boolean };
}

/**
 * Hides small counts of a table whose cells add up to its totals, and as few others as needed so that no hidden count can be worked out
 * from what is shown and from the marks themselves. 0 stays 0; null is unknown and makes its totals unknown.
 * @param table rows of counts, all of one length
 */
export function suppressTable(table: readonly (readonly (number | null)[])[], options: SuppressionOptions): SuppressedTable {
  const { printed = {} } = options;
  const threshold = Math.max(options.threshold, LEAST_THRESHOLD);
  const rows = table.length;
  const columns = table[0]?.length ?? 0;
  const source = rows + columns;
  const sink = source + 1;
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number | null>((all, value) => (all === null || value === null ? null : all + value), 0);
  // Smaller numbers are hidden first; a total costs more than all parts together.
  const make = (tail: number, head: number, value: number | null, weight: number, isPrinted = true): Arc => ({
    tail,
    head,
    value,
    cost: weight * (1 + (value ?? 0) / 1e6),
    floor: weight === 1 ? threshold : 1,
    state: value === null || !isPrinted ? 'unknown' : value > 0 && value < threshold ? 'small' : 'value',
  });
  const inner = table.map((row, r) => row.map((value, c) => make(r, rows + c, value, 1)));
  const rowTotals = table.map((row, r) => make(source, r, sum(row), 1e3, printed.rows));
  const columnTotals = Array.from({ length: columns }, (_, c) =>
    make(rows + c, sink, sum(table.map((row) => row[c] ?? null)), 1e3, printed.columns),
  );
  const grand = make(sink, source, sum(rowTotals.map((arc) => arc.value)), 1e5, printed.grand);
  const arcs = [...inner.flat(), ...rowTotals, ...columnTotals, grand];
  const safe = protect(arcs, sink + 1, threshold);
  return {
    cells: inner.map((row) => row.map(shown)),
    rowTotals: rowTotals.map(shown),
    columnTotals: columnTotals.map(shown),
    grandTotal: shown(grand),
    safe,
  };
}

/** One line of parts with their total, for example the grades of a school. The total is hidden too when nothing else protects a part. */
export function suppressLine(
  parts: readonly (number | null)[],
  threshold: number,
): { readonly cells: readonly Cell[]; readonly total: Cell } {
  if (parts.length === 0) return { cells: [], total: { kind: 'value', value: 0 } };
  const { cells, rowTotals } = suppressTable([parts], { threshold, printed: { columns: false, grand: false } });
  return { cells: cells[0] ?? [], total: rowTotals[0] ?? { kind: 'unknown' } };
}

/** The parts of `suppressLine`. */
export function suppress(parts: readonly (number | null)[], threshold: number): readonly Cell[] {
  return suppressLine(parts, threshold).cells;
}

/** The total beside the parts of `suppress`. A total that the parts do not add up to is judged by itself. */
export function suppressTotal(
  total: number | null,
  _cells: readonly Cell[],
  parts: readonly (number | null)[],
  threshold: number,
): Cell {
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  const adds = parts.length > 0 && sum === total && parts.every((part) => part !== null);
  return adds ? suppressLine(parts, threshold).total : (suppressEach([total], threshold)[0] ?? { kind: 'unknown' });
}

/** Counts that do not add up to one another (a student may be in several categories): only the small ones are hidden. */
export function suppressEach(values: readonly (number | null)[], threshold: number): readonly Cell[] {
  return values.map((value) => {
    if (value === null) return { kind: 'unknown' };
    return value > 0 && value < Math.max(threshold, LEAST_THRESHOLD) ? { kind: 'small' } : { kind: 'value', value };
  });
}

/** A rate with its two counts: hidden when either count is small, because the rate and one count give the other. */
export function suppressRatio(numerator: number | null, denominator: number | null, threshold: number): Cell {
  if (numerator === null || denominator === null || denominator === 0) return { kind: 'unknown' };
  const isSmall = (n: number) => n > 0 && n < Math.max(threshold, LEAST_THRESHOLD);
  if (isSmall(numerator) || isSmall(denominator)) return { kind: 'small' };
  return { kind: 'value', value: numerator / denominator };
}

/** How a number compares with the one of an earlier submission. */
export type Difference =
  /** Shown both times and changed by less than the threshold: the change itself speaks of a small group. */
  | 'smallChange'
  /** Hidden before and shown now, or the other way round: one submission may give the other away. */
  | 'nowShown'
  | 'nowHidden'
  | 'none';

export function compareCell(before: Cell, now: Cell, threshold: number): Difference {
  const hidden = (cell: Cell) => cell.kind === 'small' || cell.kind === 'together';
  if (before.kind === 'value' && now.kind === 'value') {
    const change = Math.abs(now.value - before.value);
    return change > 0 && change < threshold ? 'smallChange' : 'none';
  }
  if (hidden(before) && now.kind === 'value') return 'nowShown';
  return before.kind === 'value' && hidden(now) ? 'nowHidden' : 'none';
}

/** Places in a line where this submission together with the previous one says more than either alone. */
export function compareSubmissions(
  before: readonly Cell[],
  now: readonly Cell[],
  threshold: number,
): { readonly index: number; readonly difference: Exclude<Difference, 'none'> }[] {
  return now.flatMap((cell, index) => {
    const earlier = before[index];
    const difference = earlier ? compareCell(earlier, cell, threshold) : 'none';
    return difference === 'none' ? [] : [{ index, difference }];
  });
}
