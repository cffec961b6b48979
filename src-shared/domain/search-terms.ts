/**
 * Terms of a note and of a question, the same on both sides: every Han character is a term, since there are no blanks between words;
 * runs of letters or digits are words.
 */
const RUN = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;
const HAN = /\p{Script=Han}/u;

/** Frequent characters, the most frequent first: they tell notes apart least. */
const FREQUENT =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开';
/** More neighbours than this are not asked for: each costs time, and three leave few notes to look into. */
const ASKED = 3;

/** Width, case and compatibility forms made alike. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const runsOf = (text: string): string[] => fold(text).match(RUN) ?? [];

/** What the index keeps of a text, a blank between terms; empty when there is nothing to find. */
export function termsOf(text: string): string {
  return runsOf(text)
    .map((run) => (HAN.test(run) ? [...run].join(' ') : run))
    .join(' ');
}

/** The most telling neighbours of a run. */
function windowOf(run: string): string {
  const characters = [...run];
  const weight = (character: string): number => {
    const rank = FREQUENT.indexOf(character);
    return rank < 0 ? 0 : FREQUENT.length - rank;
  };
  let best = characters.slice(0, ASKED);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + ASKED <= characters.length; at += 1) {
    const some = characters.slice(at, at + ASKED);
    const sum = some.reduce((all, character) => all + weight(character), 0);
    if (sum < least) [best, least] = [some, sum];
  }
  return best.join(' ');
}

/**
 * The question in the index's language, of which every answer is only likely: `holds` makes sure. Words are asked by their beginning.
 * Null when there is nothing to ask for.
 */
export function questionOf(query: string): string | null {
  const parts = runsOf(query).map((run) => (HAN.test(run) ? `body : "${windowOf(run)}"` : `body : "${run}" *`));
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' AND ');
}

/** Whether a text holds every part of the query as it was typed. */
export function holds(text: string, query: string): boolean {
  const folded = fold(text);
  return runsOf(query).every((run) => folded.includes(run));
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
  const at = folded.indexOf(part);
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
