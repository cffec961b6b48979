/** Longest text that a spreadsheet cell can hold. */
export const CELL_LIMIT = 32_767;

const CUT_MARK = '…(截断)';

/** Control characters other than tab and line ends, and the noncharacters: none of them may stand in a workbook's XML. */
function isForbidden(code: number): boolean {
  if (code === 0x09 || code === 0x0a || code === 0x0d || code === 0x85) return false;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfffe || code === 0xffff;
}

/** What may stand before a formula sign without showing: blanks, zero-width and direction marks. */
const LEADING_UNSEEN = /^[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u3164\uFEFF]+/u;
const FORMULA_SIGN = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function isRisky(text: string): boolean {
  // An apostrophe of the author's own before such text gets a second one, so that the first comes back.
  if (text.startsWith("'")) return isRisky(text.slice(1));
  const seen = text.replace(LEADING_UNSEEN, '');
  return /^[\t\r\n]/.test(text) || (FORMULA_SIGN.test(seen) && !(seen === text && PLAIN_NUMBER.test(text)));
}

/**
 * Text for a cell of a sheet or a csv file that no program runs as a formula. Text that begins with = + - @ (also full-width, also
 * behind unseen characters), a tab or a line end gets an apostrophe in front; plain signed numbers pass. Characters that a workbook
 * cannot hold are dropped; longer text is cut with a visible mark.
 */
export function safeCellText(text: string): string {
  const kept = [...text.toWellFormed()].filter((c) => !isForbidden(c.codePointAt(0) ?? 0)).join('');
  const safe = isRisky(kept) ? `'${kept}` : kept;
  if (safe.length <= CELL_LIMIT) return safe;
  // The cut may fall inside a surrogate pair: its half must not stay.
  return safe.slice(0, CELL_LIMIT - CUT_MARK.length).replace(/[\uD800-\uDBFF]$/, '') + CUT_MARK;
}

/** The text as it was before `safeCellText` put its apostrophe there: for sheets that come back. */
export function fromCellText(text: string): string {
  return text.startsWith("'") && isRisky(text.slice(1)) ? text.slice(1) : text;
}

/** One line of a csv file, quoted where needed, each cell safe; ends with CRLF. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const written = cells.map((cell) => {
    if (cell === null) return '';
    const text = typeof cell === 'number' ? String(cell) : safeCellText(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(',')}\r\n`;
}
