import { utils, write } from '@e965/xlsx';
import type { Input, Output } from '../../src-shared/contract/index.ts';
import type { RosterField } from '../../src-shared/contract/students/roster.ts';
import { idCheckCharacter } from '../../src-shared/domain/id-number.ts';
import type { TestVault } from './open-vault.ts';

export type RosterCells = readonly (string | number | null)[];
export type Choice = Input<'students.previewRoster'>;

/** Identity number of an invented child: region of the seat, birth `YYYYMMDD`, three digits of sequence. */
export function idOf(birth: string, sequence: number): string {
  const first = `530602${birth}${String(sequence).padStart(3, '0')}`;
  return first + idCheckCharacter(first);
}

/** A workbook of named sheets. */
export function workbook(sheets: Readonly<Record<string, readonly RosterCells[]>>): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

/** A workbook of one sheet without a name that could be a class. */
export const sheetOf = (...rows: readonly RosterCells[]): Buffer => workbook({ 名册: rows });

export interface ReadFile {
  readonly token: string;
  readonly file: Output<'students.readRoster'>;
}

export async function readFile(vault: TestVault, bytes: Uint8Array | string, name = '样例名册.xlsx'): Promise<ReadFile> {
  const token = vault.give(name, bytes);
  return { token, file: await vault.dispatch('students.readRoster', { token }) };
}

/** The choice that the wizard makes by itself: the first sheet with those of its shape, every known column. */
export function choiceOf({ token, file }: ReadFile, more: Partial<Choice> = {}): Choice {
  const [first] = file.sheets;
  const sheets = file.sheets.flatMap((sheet, at) => (sheet.shape === first?.shape ? [at] : []));
  const mapping: Record<string, RosterField> = {};
  for (const { index, field } of first?.columns ?? []) if (field) mapping[String(index)] = field;
  return { token, sheets, mapping, schoolYear: file.schoolYear, ...more };
}

export async function choose(vault: TestVault, bytes: Uint8Array | string, name?: string): Promise<Choice> {
  return choiceOf(await readFile(vault, bytes, name));
}

/** Imports what the wizard would import by itself. */
export async function importFile(vault: TestVault, bytes: Uint8Array | string, name?: string) {
  return await vault.dispatch('students.importRoster', await choose(vault, bytes, name));
}

/** Outcome and reasons of every row, in order. */
export async function outcomes(vault: TestVault, choice: Choice) {
  const { rows } = await vault.dispatch('students.previewRoster', { ...choice, limit: 500 });
  return rows.map((row) => [row.name, row.outcome, ...row.reasons.map((r) => (r.field ? `${r.field}.${r.reason}` : r.reason))]);
}

/** Rows of a table in a fixed order, without the columns named. */
export async function dump(vault: TestVault, table: string, without: readonly string[] = []): Promise<string[]> {
  const rows = await vault.db
    .selectFrom(table as 'student')
    .selectAll()
    .execute();
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !without.includes(column)))))
    .sort();
}
