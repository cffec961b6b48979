import { useEffect, useState } from 'react';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { RosterField } from '../../../src-shared/contract/students/roster.ts';
import { onEvent } from '../../app/api.ts';

/** The file being imported and what the person has said about it so far. */
export interface Roster {
  readonly token: string;
  readonly file: Output<'students.readRoster'>;
  /** Places of the chosen sheets, all of one shape. */
  readonly sheets: readonly number[];
  readonly schoolYear: number;
  readonly mapping: Readonly<Record<string, RosterField>>;
}

export function suggestedMapping(file: Output<'students.readRoster'>, sheet: number): Record<string, RosterField> {
  const columns = file.sheets[sheet]?.columns ?? [];
  return Object.fromEntries(columns.flatMap((c) => (c.field ? [[String(c.index), c.field] as const] : [])));
}

/** The sheet that says most, with all others of its shape: a book of one sheet a class comes in as a whole. */
export function suggestedSheets({ sheets }: Output<'students.readRoster'>): number[] {
  const known = sheets.map((sheet) => sheet.columns.filter((column) => column.field !== null).length);
  const best = known.indexOf(Math.max(...known));
  return sheets.flatMap((sheet, at) => (sheet.shape === sheets[best]?.shape && sheet.rows > 0 ? [at] : []));
}

/** How far the vault is with a step of the import; null before it has said anything. */
export function useProgress(task: string): { done: number; total: number } | null {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'progress' && event.task === task) setProgress({ done: event.done, total: event.total });
      }),
    [task],
  );
  return progress;
}

export const AFTER_IMPORT = [
  'students.list',
  'students.classes',
  'students.search',
  'students.file',
  'students.imports',
  'students.duplicates',
] as const;
