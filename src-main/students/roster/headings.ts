import { createHash } from 'node:crypto';
import type { RosterField } from '../../../src-shared/contract/students/roster.ts';
import { headingKey, type Meaning, meaningOf, speaksOfFamily, speaksOfPhone } from './aliases.ts';
import { cellText, type Sheet } from './read-sheet.ts';

const LOOK_AT_ROWS = 30;

export interface RosterColumn {
  readonly index: number;
  readonly heading: string;
  readonly field: RosterField | null;
}

export interface Headings {
  /** Index of the heading row; with a heading of two lines that of the lower one. */
  readonly at: number;
  readonly columns: readonly RosterColumn[];
  /** The same for two sheets whose headings stand in the same columns. */
  readonly shape: string;
}

interface Heading {
  readonly index: number;
  /** What stands above over several columns, or ''. */
  readonly group: string;
  readonly text: string;
}

/** Texts of a heading row of one line, or of two with the upper one stretched over its joined (or, in a text file, empty) cells. */
function headingsAt(sheet: Sheet, at: number, lines: 1 | 2): Heading[] {
  const lower = sheet.rows[at] ?? [];
  const upper = lines === 2 ? (sheet.rows[at - 1] ?? []) : [];
  const found: Heading[] = [];
  let group = '';
  for (let index = 0; index < Math.max(lower.length, upper.length); index += 1) {
    const above = cellText(upper[index]);
    const block = sheet.joined.find((j) => j.top <= at - 1 && j.bottom >= at - 1 && j.left <= index && j.right >= index);
    const inBlock = block !== undefined && index > block.left;
    // Without joined cells an empty cell above continues the group to its left.
    if (above !== '') group = above;
    else if (!inBlock && sheet.joined.length > 0) group = '';
    const text = cellText(lower[index]);
    if (text !== '') found.push({ index, group, text });
    else if (above !== '') found.push({ index, group: '', text: above });
  }
  return found;
}

function meaning({ group, text }: Heading): Meaning | null {
  if (group === '') return meaningOf(text);
  return meaningOf(`${group}${text}`) ?? (speaksOfFamily(group) ? null : meaningOf(text));
}

/** Gives every heading its field; of two columns with one meaning the first counts, and guardians without a number are counted through. */
function assign(headings: readonly Heading[]): RosterColumn[] {
  const taken = new Set<RosterField>();
  let guardianBefore: 1 | 2 | 3 | null = null;
  return headings.map((heading) => {
    const means = meaning(heading);
    let field: RosterField | null = null;
    if (guardianBefore !== null && heading.group === '' && speaksOfPhone(heading.text)) {
      const phone = `guardian${guardianBefore}Phone` as const;
      if (!taken.has(phone)) field = phone;
    }
    if (field === null && means?.kind === 'field' && !taken.has(means.field)) field = means.field;
    if (field === null && means?.kind === 'guardian') {
      const slots = means.slot === null ? ([1, 2, 3] as const) : [means.slot];
      const free = slots.map((slot) => `guardian${slot}${means.part}` as const).find((f) => !taken.has(f));
      field = free ?? null;
    }
    if (field !== null) taken.add(field);
    const slot = field === null ? null : /^guardian([123])/u.exec(field)?.[1];
    guardianBefore = slot === '1' ? 1 : slot === '2' ? 2 : slot === '3' ? 3 : null;
    const { index, group, text } = heading;
    return { index, heading: group === '' || group === text ? text : `${group} ${text}`, field };
  });
}

function shapeOf(columns: readonly RosterColumn[]): string {
  const text = JSON.stringify(columns.map(({ index, heading }) => [index, headingKey(heading)]));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/**
 * The heading is, of the first rows taken singly or by twos, the one that gives most fields; titles and notes above it give none, and a
 * row of data under a heading of one line makes no sense together with it.
 */
export function findHeadings(sheet: Sheet): Headings {
  const first = sheet.rows.findIndex((row) => row.some((cell) => cellText(cell) !== ''));
  let best = { at: Math.max(0, first), columns: assign(headingsAt(sheet, Math.max(0, first), 1)), known: 0 };
  for (let at = 0; at < Math.min(LOOK_AT_ROWS, sheet.rows.length); at += 1) {
    for (const lines of [1, 2] as const) {
      if (lines > at + 1) continue;
      const columns = assign(headingsAt(sheet, at, lines));
      const known = columns.filter((column) => column.field !== null).length;
      if (known > best.known) best = { at, columns, known };
    }
  }
  return { at: best.at, columns: best.columns, shape: shapeOf(best.columns) };
}

/** Whether a row below the heading is the heading once more, as printed pages repeat it. */
export function repeatsHeading(row: readonly (string | number | boolean | null)[], headings: Headings): boolean {
  const named = headings.columns.filter((column) => column.field !== null);
  return (
    named.length > 1 &&
    named.every(({ index, heading }) => {
      const text = headingKey(cellText(row[index]));
      return text !== '' && headingKey(heading).endsWith(text);
    })
  );
}
