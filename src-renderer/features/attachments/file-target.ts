import { type DragEvent as ReactDragEvent, useEffect, useRef, useState } from 'react';

/** A thing that was dropped: a file, or a folder, of which only the name counts. */
export interface Dropped {
  readonly file: File;
  readonly folder: boolean;
}

/** Which list takes what falls on the page: an open window before the page's own list, that before the only record on the page. */
type Rank = 'dialog' | 'page' | 'record';
interface Target {
  readonly rank: Rank;
  readonly take: (dropped: readonly Dropped[]) => void;
  readonly hover: (over: boolean) => void;
}

const targets = new Set<Target>();

function winner(): Target | undefined {
  const of = (rank: Rank) => [...targets].filter((target) => target.rank === rank);
  const dialog = of('dialog').at(-1);
  // Another window is open in front: what falls on it is not for the list behind.
  if (dialog || document.querySelector('[role="dialog"][aria-modal="true"]')) return dialog;
  const records = of('record');
  return of('page').at(-1) ?? (records.length === 1 ? records[0] : undefined);
}

const holdsFiles = (transfer: DataTransfer | null): transfer is DataTransfer => transfer?.types.includes('Files') ?? false;

/** Everything in a drop; must be called during the event, afterwards the browser has forgotten it. */
function droppedIn(transfer: DataTransfer): Dropped[] {
  return [...transfer.items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    return file ? [{ file, folder: item.webkitGetAsEntry()?.isDirectory ?? false }] : [];
  });
}

function onDragOver(event: DragEvent): void {
  if (!holdsFiles(event.dataTransfer)) return;
  event.preventDefault();
  const target = winner();
  event.dataTransfer.dropEffect = target ? 'copy' : 'none';
  for (const each of targets) each.hover(each === target);
}

function onDragLeave(event: DragEvent): void {
  if (event.relatedTarget === null) for (const target of targets) target.hover(false);
}

function onDrop(event: DragEvent): void {
  if (!holdsFiles(event.dataTransfer)) return;
  event.preventDefault();
  for (const target of targets) target.hover(false);
  winner()?.take(droppedIn(event.dataTransfer));
}

function onPaste(event: ClipboardEvent): void {
  const data = event.clipboardData;
  // A table from a sheet comes as words and as a picture: in a field the words are meant.
  const typing = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable="true"]');
  if (!data || data.files.length === 0 || (typing && data.types.includes('text/plain'))) return;
  const target = winner();
  if (!target) return;
  event.preventDefault();
  target.take([...data.files].map((file) => ({ file, folder: false })));
}

const listeners = [
  ['dragover', onDragOver],
  ['dragleave', onDragLeave],
  ['drop', onDrop],
  ['paste', onPaste],
] as const;

/**
 * Makes a list the taker of files that are dropped or pasted anywhere on the page, as far as no other comes first, and of those that
 * fall on the list itself (`area`). `over` is true while a file hangs above it.
 */
export function useFileTarget(rank: Rank, enabled: boolean, take: (dropped: readonly Dropped[]) => void) {
  const [over, hover] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!enabled) return;
    const target: Target = { rank, take: (dropped) => latest.current(dropped), hover };
    if (targets.size === 0) for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener);
    targets.add(target);
    return () => {
      targets.delete(target);
      if (targets.size === 0)
        for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener);
    };
  }, [rank, enabled]);
  const area = !enabled
    ? {}
    : {
        onDragOver: (event: ReactDragEvent) => {
          if (!holdsFiles(event.dataTransfer)) return;
          event.preventDefault();
          event.stopPropagation();
          for (const each of targets) each.hover(false);
          hover(true);
        },
        onDragLeave: () => hover(false),
        onDrop: (event: ReactDragEvent) => {
          if (!holdsFiles(event.dataTransfer)) return;
          event.preventDefault();
          event.stopPropagation();
          hover(false);
          take(droppedIn(event.dataTransfer));
        },
      };
  return { over: enabled && over, area };
}
