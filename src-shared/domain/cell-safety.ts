/** Characters that no one sees but that a spreadsheet skips before it looks for a formula. */
const INVISIBLE = /^[\s\u0000-\u001f\u007f\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/;
const FORMULA_START = /^[=+\-@＝＋－＠]/;

/** Text as it may stand in an xlsx or csv cell: what a spreadsheet could run as a formula gets a leading apostrophe (OWASP, CSV Injection). */
export function safeCell(text: string): string {
  const seen = text.replace(INVISIBLE, '');
  return FORMULA_START.test(seen) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
