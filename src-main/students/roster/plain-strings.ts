/** What the cells of an .xlsx refer to, as nearly every program writes it; a character stands for a byte, as in plain-cells.ts. */
const ATTRIBUTES = String.raw`(?: [\w:.]+="[^"<>]*")*\s*`;
const TEXT = String.raw`<t(?: xml:space="preserve")?(?:\/>|>([^<]*)<\/t>)`;
const PLAIN = new RegExp(`<si>${TEXT}(?:<phoneticPr${ATTRIBUTES}\\/>)?<\\/si>`, 'y');
const RUN = new RegExp(`<r>(?:<rPr>(?:<[\\w:.]+${ATTRIBUTES}\\/>)*<\\/rPr>)?${TEXT}<\\/r>`, 'y');
const RUNS_END = new RegExp(`(?:<phoneticPr${ATTRIBUTES}\\/>)?<\\/si>`, 'y');
const STRINGS_BEGIN = new RegExp(`^[^<]*(?:<\\?[^<>]*\\?>[^<]*)?<sst${ATTRIBUTES}>`);
const FORMAT = new RegExp(`<numFmt${ATTRIBUTES}\\/>`, 'y');
const STYLE = new RegExp(`<xf${ATTRIBUTES}>`, 'g');
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of an element from its bytes: entities, `_x000D_` for what XML cannot hold, and one kind of line end. */
export function textOf(bytes: string): string {
  const xml = /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
  if (!/[&\r]|_x/.test(xml)) return xml;
  return xml
    .replace(
      /&(?:(amp|lt|gt|quot|apos)|#x([\da-f]{1,6})|#(\d{1,7}));/giu,
      (all, name?: string, hex?: string, decimal?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      },
    )
    .replace(/_x([\da-f]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\r\n', '\n');
}

interface Found {
  readonly text: string;
  readonly end: number;
}

/** What a sticky pattern finds at a place, and the place after it. */
function matchAt(pattern: RegExp, xml: string, at: number): Found | null {
  pattern.lastIndex = at;
  const match = pattern.exec(xml);
  return match && { text: match[1] ?? '', end: pattern.lastIndex };
}

/** A string of several runs, each in a look of its own. */
function runsAt(xml: string, at: number): Found | null {
  if (!xml.startsWith('<si><r>', at)) return null;
  let text = '';
  let place = at + '<si>'.length;
  for (let run = matchAt(RUN, xml, place); run; run = matchAt(RUN, xml, place)) {
    text += run.text;
    place = run.end;
  }
  const end = matchAt(RUNS_END, xml, place);
  return end && { text, end: end.end };
}

/** The shared strings in their order; null when anything among them is not written as known here, since one left out would move all others. */
export function readStrings(xml: string): string[] | null {
  const strings: string[] = [];
  let at = STRINGS_BEGIN.exec(xml)?.[0].length ?? xml.length;
  while (!xml.startsWith('</sst>', at)) {
    const one: Found | null = matchAt(PLAIN, xml, at) ?? runsAt(xml, at);
    if (!one) return null;
    strings.push(textOf(one.text));
    at = one.end;
  }
  return strings;
}

/** The inside of an element that stands once, with or without attributes; null otherwise. */
function insideOf(xml: string, name: string): string | null {
  const begin = xml.indexOf(`<${name}`);
  const open = xml.indexOf('>', begin);
  const end = xml.indexOf(`</${name}>`, open);
  return begin < 0 || open < 0 || end < 0 || xml.includes(`<${name}`, open) ? null : xml.slice(open + 1, end);
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`, 'u').exec(tag)?.[1];

/**
 * Numbers of digits of the styles that show a number with its leading zeros, by the number of the style; null when there may be such styles
 * and they are not written as known here.
 */
export function zeroStyles(xml: string): ReadonlyMap<number, number> | null {
  if (!xml.includes('<styleSheet')) return null;
  if (!/formatCode\s*=\s*["'](?:0{2,20}["']|[^"']*&#)/u.test(xml)) return new Map();
  const formats = insideOf(xml, 'numFmts');
  const styles = insideOf(xml, 'cellXfs');
  if (formats === null || styles === null || xml.includes('<!')) return null;
  const codes = new Map<string, string>();
  let at = 0;
  while (at < formats.length) {
    const format = matchAt(FORMAT, formats, at);
    if (!format) return null;
    const tag = formats.slice(at, format.end);
    const [id, code] = [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode')];
    if (id === undefined || code === undefined || codes.has(id) || code.includes('&#')) return null;
    codes.set(id, code);
    at = format.end;
  }
  const tags = styles.match(STYLE) ?? [];
  if (tags.length !== styles.split('<xf').length - 1) return null;
  return new Map(
    tags.flatMap((tag, style): [number, number][] => {
      const code = codes.get(attribute(tag, 'numFmtId') ?? '') ?? '';
      return /^0{2,20}$/u.test(code) ? [[style, code.length]] : [];
    }),
  );
}
