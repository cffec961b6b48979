import { Box, Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { nextSort, type Sort, sortRows } from './sort-rows.ts';

export interface Column<T> {
  readonly key: string;
  readonly header: string;
  /** A CSS grid track such as `120px` or `minmax(120px, 1fr)`; the default shares the rest. */
  readonly width?: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: T) => ReactNode;
  /** What the column sorts by; a column without it cannot be sorted. Null and undefined go last. */
  readonly sortBy?: (row: T) => string | number | null | undefined;
}

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

interface Props<T> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  /** Opens a row by click, Enter or Space. */
  readonly onRow?: (row: T) => void;
  readonly initialSort?: Sort;
  /** Rows come in this order already, as by pages from the vault; `onSort` asks for another. A new `key` is another list: it starts at the top. */
  readonly order?: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void; readonly key: string };
  /** The last row has come into view: more may be read. */
  readonly onEnd?: () => void;
  /** Rows in all, where more are to come than are given. */
  readonly total?: number;
  readonly selection?: Selection;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** CSS height of the scrolling part; the default fits the window below a page heading. */
  readonly height?: string;
  /** Pixels a row. */
  readonly rowHeight?: number;
}

/** A table of any length: only the rows on screen exist. Sorting is on the rows given; keyboard: Tab to a row, arrows, Enter. */
export function DataTable<T>(props: Props<T>) {
  const { t, i18n } = useTranslation('components');
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSort, setOwnSort] = useState<Sort | null>(props.initialSort ?? null);
  const { order } = props;
  const sort = order ? order.sort : ownSort;
  const setSort = order ? order.onSort : setOwnSort;
  const rows = useMemo(
    () => (order ? props.rows : sortRows(props.rows, ownSort, props.columns, i18n.language === 'en' ? 'en' : 'zh-CN')),
    [order, props.rows, props.columns, ownSort, i18n.language],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight ?? 40,
    overscan: 10,
  });
  const listKey = order?.key;
  useEffect(() => {
    if (listKey !== undefined) scroller.current?.scrollTo({ top: 0 });
  }, [listKey]);
  const { selection, onEnd } = props;
  const shownTo = virtual.getVirtualItems().at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && shownTo >= rows.length - 1) onEnd?.();
  }, [shownTo, rows.length, onEnd]);
  const tracks = props.columns.map((column) => column.width ?? 'minmax(80px, 1fr)').join(' ');
  const gridTemplateColumns = selection ? `40px ${tracks}` : tracks;

  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, row: T): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      props.onRow?.(row);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next =
        event.key === 'ArrowDown' ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
      if (next instanceof HTMLElement) next.focus();
    }
  };
  const toggle = (key: string): void => {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (!next.delete(key)) next.add(key);
    selection.onChange(next);
  };

  if (rows.length === 0 && props.empty !== undefined) return <>{props.empty}</>;
  return (
    <Box
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight: props.height ?? 'calc(100vh - 220px)' }}
      tabIndex={props.onRow && rows.length > 0 ? undefined : 0}
    >
      <table className={classes.table} aria-label={props.label} aria-rowcount={(props.total ?? rows.length) + 1}>
        <thead className={classes.head}>
          <tr className={classes.row} style={{ gridTemplateColumns }} aria-rowindex={1}>
            {selection && (
              <td className={classes.cell}>
                <Checkbox
                  size="xs"
                  aria-label={t('table.selectAll')}
                  checked={rows.length > 0 && selection.selected.size === rows.length}
                  indeterminate={selection.selected.size > 0 && selection.selected.size < rows.length}
                  onChange={(event) => selection.onChange(new Set(event.currentTarget.checked ? rows.map(props.rowKey) : []))}
                />
              </td>
            )}
            {props.columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={() => setSort(nextSort(sort, column.key))} />
            ))}
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const key = props.rowKey(row);
            return (
              <Box
                component="tr"
                key={key}
                className={classes.row}
                data-open={props.onRow ? true : undefined}
                aria-rowindex={item.index + 2}
                tabIndex={props.onRow ? 0 : undefined}
                style={{ gridTemplateColumns, height: item.size, transform: `translateY(${item.start}px)`, position: 'absolute' }}
                onClick={props.onRow && (() => props.onRow?.(row))}
                onKeyDown={props.onRow && ((event: KeyboardEvent<HTMLTableRowElement>) => onKey(event, row))}
              >
                {selection && (
                  <td className={classes.cell}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.selectRow', { row: item.index + 1 })}
                      checked={selection.selected.has(key)}
                      onChange={() => toggle(key)}
                      onClick={(event) => event.stopPropagation()}
                    />
                  </td>
                )}
                {props.columns.map((column) => (
                  <td key={column.key} className={classes.cell} data-align={column.align}>
                    {column.cell(row)}
                  </td>
                ))}
              </Box>
            );
          })}
        </tbody>
      </table>
    </Box>
  );
}

function HeadCell<T>(props: { readonly column: Column<T>; readonly sort: Sort | null; readonly onSort: () => void }) {
  const { t } = useTranslation('components');
  const { column, sort } = props;
  const sorted = sort?.key === column.key;
  return (
    <th
      scope="col"
      className={classes.cell}
      data-align={column.align}
      aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      {column.sortBy ? (
        <UnstyledButton className={classes.sort} title={t('table.sortBy', { column: column.header })} onClick={props.onSort}>
          {column.header}
          {sorted && (sort.down ? <IconArrowDown size={12} aria-hidden /> : <IconArrowUp size={12} aria-hidden />)}
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
