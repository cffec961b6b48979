/**
 * Terms of a note and of a question, the same on both sides: every Han character is a term, since there are no blanks between words;
 * runs of letters or digits are words.
 */
const RUN = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;
const HAN = /\p{Script=Han}/u;

/**
 * Frequent characters, the most frequent first. Two of them side by side are a term of their own, since
 * each alone says little. The index holds these terms: another list is another format (`NUMBERS_FROM` in src-main/search/numbers.ts).
 */
const FREQUENT =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开';
const RANKS = new Map([...FREQUENT].map((character, rank) => [character, rank]));
/** More neighbours than this are not asked for: each costs time, and three leave few notes to look into. */
const ASKED = 3;
/** Enough pairs to leave few notes. */
const ASKED_PAIRS = 8;

/** Width, case and compatibility forms made alike. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const runsOf = (text: string): string[] => fold(text).match(RUN) ?? [];

/** Neighbours in a run of which both are frequent. */
function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).flatMap((character, n) => {
    const before = characters[n] ?? '';
    return RANKS.has(before) && RANKS.has(character) ? [before + character] : [];
  });
}

/** What the index keeps of a text, a blank between terms: its characters and words in order, then its pairs; '' for nothing to find. */
export function termsOf(text: string): string {
  const terms: string[] = [];
  const pairs = new Set<string>();
  for (const run of runsOf(text)) {
    if (!HAN.test(run)) {
      terms.push(run);
      continue;
    }
    const characters = [...run];
    terms.push(...characters);
    for (const pair of pairsOf(characters)) pairs.add(pair);
  }
  return [...terms, ...pairs].join(' ');
}

/** The most telling neighbours of a run: as few frequent characters as can be, and those the rarest. */
function windowOf(characters: readonly string[]): readonly string[] {
  const weight = (character: string): number => {
    const rank = RANKS.get(character);
    return rank === undefined ? 0 : 2 * RANKS.size - rank;
  };
  let best = characters.slice(0, ASKED);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + ASKED <= characters.length; at += 1) {
    const some = characters.slice(at, at + ASKED);
    const sum = some.reduce((all, character) => all + weight(character), 0);
    if (sum < least) [best, least] = [some, sum];
  }
  return best;
}

/** What is asked for a run of Han characters: its pairs, and its most telling place where not all of it is frequent. */
function partsOf(run: string): string[] {
  const characters = [...run];
  const pairs = pairsOf(characters)
    .slice(0, ASKED_PAIRS)
    .map((pair) => `"${pair}"`);
  const frequent = characters.length > 1 && characters.every((character) => RANKS.has(character));
  return frequent ? pairs : [`"${windowOf(characters).join(' ')}"`, ...pairs];
}

/**
 * The question in the index's language, of which every answer is only likely: `holds` makes sure. Words are asked by their beginning.
 * Null when there is nothing to ask for.
 */
export function questionOf(query: string): string | null {
  const parts = runsOf(query).flatMap((run) => (HAN.test(run) ? partsOf(run) : [`"${run}" *`]));
  return parts.length === 0 ? null : parts.map((part) => `(body : ${part})`).join(' AND ');
}

const IN_WORD = /[[\p{L}\p{N}]--\p{Script=Han}]$/v;

/** Where a part of a query stands in a folded text: characters anywhere, a word where one begins; −1 for nowhere. */
function placeOf(folded: string, run: string): number {
  let at = folded.indexOf(run);
  if (HAN.test(run)) return at;
  while (at > 0 && IN_WORD.test(folded.slice(Math.max(0, at - 2), at))) at = folded.indexOf(run, at + 1);
  return at;
}

/** Whether a text holds every part of the query as it was typed. */
export function holds(text: string, query: string): boolean {
  const folded = fold(text);
  return runsOf(query).every((run) => placeOf(folded, run) >= 0);
}

export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const BEFORE = 18;
const AFTER = 60;

/** The place of the query's first part in a text, with some of what stands around it; null when it is not there. */
export function snippetOf(text: string, query: string): Snippet | null {
  const [part] = runsOf(query);
  if (part === undefined) return null;
  // Folding may change the length of a text; then the folded one is shown, so that places agree.
  const folded = fold(text);
  const shown = folded.length === text.length ? text : folded;
  const at = placeOf(folded, part);
  if (at < 0) return null;
  const end = at + part.length;
  const before = [...shown.slice(0, at)].slice(-BEFORE).join('');
  const after = [...shown.slice(end)].slice(0, AFTER).join('');
  return {
    before: `${before.length < at ? '…' : ''}${before}`,
    match: shown.slice(at, end),
    after: `${after}${after.length < shown.length - end ? '…' : ''}`,
  };
}
