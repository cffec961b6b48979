/** Separator of a text table: the one that stands most often in its first lines, outside quotes. */
function separatorOf(text: string): string {
  const head = text.slice(0, 4000).replace(/"[^"]*"/gu, '');
  const counts = [',', '\t', ';', '|'].map((sign) => ({ sign, times: head.split(sign).length }));
  return counts.reduce((best, next) => (next.times > best.times ? next : best)).sign;
}

/**
 * Cells of a text table (comma, tab, semicolon or bar; quoted cells may hold line ends). Everything stays text: no digit of an identity
 * number is touched. Stops after `maxRows`.
 */
export function parseCsv(source: string, maxRows: number): string[][] {
  const named = /^sep=(.)\r?\n/iu.exec(source);
  const text = named ? source.slice(named[0].length) : source;
  const separator = named?.[1] ?? separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < maxRows) {
    let cell: string;
    if (text[at] === '"') {
      [cell, at] = quoted(text, at + 1);
      // What stands between the closing quote and the separator belongs to the cell, as in the spreadsheet programs.
      const [rest, end] = plain(text, at, separator);
      cell += rest;
      at = end;
    } else {
      [cell, at] = plain(text, at, separator);
    }
    row.push(cell);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) row.push('');
      else continue;
    } else {
      if (text[at] === '\r') at += 1;
      if (text[at] === '\n') at += 1;
    }
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function plain(text: string, from: number, separator: string): [string, number] {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return [text.slice(from, at), at];
}

function quoted(text: string, from: number): [string, number] {
  let cell = '';
  let at = from;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return [cell + text.slice(at), text.length];
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') return [cell, end + 1];
    cell += '"';
    at = end + 2;
  }
}
