export interface Sort {
  readonly key: string;
  readonly down: boolean;
}

interface Sortable<T> {
  readonly key: string;
  readonly sortBy?: (row: T) => string | number | null | undefined;
}

/** Ascending, then descending, then as given. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, down: false };
  return sort.down ? null : { key, down: true };
}

/** Sorts a copy; Chinese by pinyin, digits by value, rows without a value last in either direction. */
export function sortRows<T>(
  rows: readonly T[],
  sort: Sort | null,
  columns: readonly Sortable<T>[],
  locale: string,
): readonly T[] {
  const by = sort && columns.find((column) => column.key === sort.key)?.sortBy;
  if (!sort || !by) return rows;
  const collator = new Intl.Collator(locale, { numeric: true });
  const turn = sort.down ? -1 : 1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) => {
      if (a.value === null || a.value === undefined) return b.value === null || b.value === undefined ? 0 : 1;
      if (b.value === null || b.value === undefined) return -1;
      if (typeof a.value === 'number' && typeof b.value === 'number') return turn * (a.value - b.value);
      return turn * collator.compare(String(a.value), String(b.value));
    })
    .map(({ row }) => row);
}
