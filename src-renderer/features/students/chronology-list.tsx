import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChronologyEntry } from '../../../src-shared/contract/students.ts';
import { Entry } from './chronology-entry.tsx';
import classes from './file-page.module.css';

interface Props {
  readonly studentId: string;
  readonly entries: readonly ChronologyEntry[];
  readonly hasMore: boolean;
  readonly readOn: () => void;
}

const content = (): HTMLElement | null => document.getElementById('content');
const AHEAD = 15;

/** Entries of any number inside the scrolling page: only those near the screen exist, the next page comes before its end is reached. */
export function ChronologyList({ studentId, entries, hasMore, readOn }: Props) {
  const { t } = useTranslation('students');
  const list = useRef<HTMLOListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const scroller = content();
    if (!list.current || !scroller) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setOffset((before) => (Math.abs(before - top) > 1 ? top : before));
  });
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: content,
    estimateSize: () => 96,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => `${entries[index]?.kind ?? ''}${entries[index]?.id ?? index}`,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - AHEAD) readOn();
  }, [last, hasMore, entries.length, readOn]);

  /** Arrow keys go from entry to entry, also to one that does not exist yet. */
  const onKey = (event: KeyboardEvent<HTMLOListElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const from = event.target instanceof HTMLElement ? event.target.closest('li') : null;
    if (!from || event.target !== from) return;
    event.preventDefault();
    const index = Number(from.dataset.index) + (event.key === 'ArrowDown' ? 1 : -1);
    if (index < 0 || index >= entries.length) return;
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`li[data-index="${index}"]`)?.focus());
  };

  return (
    <>
      <ol ref={list} className={classes.list} style={{ height: virtual.getTotalSize() }} onKeyDown={onKey}>
        {items.map((item) => {
          const entry = entries[item.index];
          return entry === undefined ? null : (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              data-fresh={entry.fresh || undefined}
              className={classes.entry}
              aria-setsize={hasMore ? -1 : entries.length}
              aria-posinset={item.index + 1}
              tabIndex={item.index === items[0]?.index ? 0 : -1}
              style={{ transform: `translateY(${item.start - offset}px)` }}
            >
              <Entry studentId={studentId} entry={entry} />
            </li>
          );
        })}
      </ol>
      <div role="status" className={classes.more}>
        {hasMore ? t('chronology.loadingMore') : ''}
      </div>
    </>
  );
}
