import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type VaultDatabase } from '../../src-main/vault/open.ts';
import { questionOf } from '../../src-shared/domain/search-terms.ts';
import { Prose } from '../sample-school/prose.ts';
import { Random } from '../sample-school/random.ts';

/**
 * `node tools/bench/search-candidates.ts [notes] [name begins with]`: what each way of searching notes costs on an encrypted vault; the figures behind
 * docs/adr/0014. Every candidate answers "the newest 20 notes that hold the text" for common, rare and absent texts.
 */
const notes = Number(process.argv[2] ?? 200_000);
const WANTED = 20;
const CJK = /\p{Script=Han}/u;

/** Runs of Han characters and runs of letters or digits. */
const runs = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];
const unigrams = (text: string): string =>
  runs(text)
    .map((run) => (CJK.test(run) ? [...run].join(' ') : run))
    .join(' ');
function pairs(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? [run] : characters.slice(1).map((c, n) => `${characters[n]}${c}`);
}
/** The last character of a run stands once more by itself, so that a prefix finds it too. */
const bigrams = (text: string): string =>
  runs(text)
    .map((run) => (CJK.test(run) ? [...pairs(run), [...run].at(-1)].join(' ') : run))
    .join(' ');
const termSet = (text: string): string => {
  const terms = new Set<string>();
  for (const run of runs(text)) {
    terms.add(run);
    if (!CJK.test(run)) continue;
    for (const c of run) terms.add(c);
    for (const p of pairs(run)) terms.add(p);
  }
  return [...terms].join(' ');
};

interface Candidate {
  readonly name: string;
  readonly make: string;
  readonly fill: (text: string) => string;
  /** The MATCH expression, or null where the candidate cannot ask for this text. */
  readonly ask: (text: string) => string | null;
  readonly verify?: boolean;
  /** A second column with every character of the note once, for texts of one character. */
  readonly characters?: boolean;
}
const phrase = (terms: string): string => `"${terms}"`;
const TOKENIZE = `tokenize="unicode61 remove_diacritics 0"`;
const candidates: readonly Candidate[] = [
  {
    name: 'trigram',
    make: `content='', tokenize='trigram'`,
    fill: (text) => text,
    ask: (text) => (text.length < 3 ? null : phrase(text)),
  },
  { name: 'unigram, positions', make: `content='', ${TOKENIZE}`, fill: unigrams, ask: (text) => phrase(unigrams(text)) },
  {
    name: 'unigram, positions, at most three characters asked, the note read to make sure',
    make: `content='', ${TOKENIZE}`,
    fill: unigrams,
    ask: questionOf,
    verify: true,
  },
  {
    name: 'bigram, positions',
    make: `content='', ${TOKENIZE}`,
    fill: bigrams,
    ask: (text) => (CJK.test(text) && [...text].length === 1 ? `${text}*` : phrase(runs(text).flatMap(pairs).join(' '))),
  },
  {
    name: 'bigram, positions, and a column of characters',
    make: `content='', ${TOKENIZE}`,
    fill: bigrams,
    ask: (text) =>
      CJK.test(text) && [...text].length === 1
        ? `characters : ${phrase(text)}`
        : `body : ${phrase(runs(text).flatMap(pairs).join(' '))}`,
    characters: true,
  },
  {
    name: 'unigram + bigram, no positions',
    make: `content='', detail=none, ${TOKENIZE}`,
    fill: termSet,
    ask: (text) =>
      runs(text)
        .flatMap((run) => (CJK.test(run) ? pairs(run) : [run]))
        .map(phrase)
        .join(' AND '),
    verify: true,
  },
];

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const folder = mkdtempSync(join(tmpdir(), 'xindang-search-'));
const file = join(folder, 'vault.db');
const db = openDatabase(file, randomBytes(32), { create: true });
const pages = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
const size = (): number => ((pages('page_count') - pages('freelist_count')) * pages('page_size')) / 2 ** 20;

const random = new Random(11);
const prose = new Prose(random);
db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO note VALUES (?, ?)');
const texts = function* (): Generator<[number, string]> {
  for (const row of db.prepare('SELECT id, body FROM note ORDER BY id').iterate() as Iterable<{ id: number; body: string }>)
    yield [row.id, row.body];
};
let characters = 0;
db.transaction(() => {
  for (let id = 1; id <= notes; id += 1) {
    const body = id === notes >> 1 ? '样例：龘靐齉爩麤 zebra' : prose.note(prose.length());
    characters += body.length;
    insert.run(id, body);
  }
})();
console.log(`${notes} notes, ${(characters / notes).toFixed(0)} characters each, ${size().toFixed(0)} MiB encrypted`);

const characterSet = (text: string): string => [...new Set(text.match(/\p{Script=Han}/gu))].join(' ');
/** Columns of a row of the index after its rowid. */
const columns = ({ fill, characters: both }: Candidate, text: string): string[] =>
  both ? [fill(text), characterSet(text)] : [fill(text)];

/** Texts of every length, taken from the notes themselves, and some that are nowhere although their parts are everywhere. */
const bodies = db.prepare('SELECT body FROM note WHERE id % 997 = 5 LIMIT 60').pluck().all() as string[];
const cut = (length: number): string[] =>
  bodies.flatMap(
    (body) =>
      runs(body.slice(20))
        .find((run) => CJK.test(run) && run.length >= length)
        ?.slice(0, length) ?? [],
  );
const queries: Readonly<Record<string, readonly string[]>> = {
  '1': ['的', '一', '国', '龘', ...cut(1).slice(0, 20)],
  '2': ['的一', '龘靐', ...cut(2).slice(0, 30)],
  '3': ['龘靐齉', ...cut(3).slice(0, 30)],
  '4': [...cut(4).slice(0, 30)],
  '8': [...cut(8).slice(0, 30)],
  latin: ['phq-9', 'zebra', 'wechat', 'absent'],
  'nowhere, of common parts': nowhere(),
};

function nowhere(): string[] {
  const holds = db.prepare('SELECT 1 FROM note WHERE body LIKE ? LIMIT 1');
  const common = [...'的一是了我不人在他有这个上们来到时大地为'];
  const made = Array.from({ length: 24 }, (_, n) => Array.from({ length: 3 + (n % 3) }, () => random.pick(common)).join(''));
  return made.filter((text) => !holds.get(`%${text}%`));
}

function measure(name: string, search: (text: string) => number): void {
  const cells = Object.entries(queries).map(([kind, asked]) => {
    const times = asked.map((text) => {
      search(text);
      const start = performance.now();
      search(text);
      return performance.now() - start;
    });
    return `${kind}: ${median(times).toFixed(2)} / ${Math.max(...times).toFixed(1)}`;
  });
  console.log(`  ${name}  median / worst ms  ${cells.join('  ·  ')}`);
}

for (const candidate of candidates.filter(({ name }) => name.startsWith(process.argv[3] ?? ''))) {
  const before = size();
  const both = candidate.characters ? 'body, characters' : 'body';
  const places = both.replaceAll(/\w+/g, '?');
  db.exec(`CREATE VIRTUAL TABLE idx USING fts5(${both}, ${candidate.make})`);
  db.exec(`INSERT INTO idx (idx, rank) VALUES ('secure-delete', 1)`);
  const start = performance.now();
  const all = [...texts()];
  const reading = performance.now() - start;
  const write = db.prepare(`INSERT INTO idx (rowid, ${both}) VALUES (?, ${places})`);
  db.transaction(() => {
    for (const [id, body] of all) write.run(id, ...columns(candidate, body));
  })();
  const built = performance.now() - start - reading;
  console.log(`${candidate.name}: built in ${(built / 1000).toFixed(1)} s, ${(size() - before).toFixed(0)} MiB`);
  const found = db.prepare('SELECT rowid FROM idx WHERE idx MATCH ? ORDER BY rowid DESC').pluck();
  const body = db.prepare('SELECT body FROM note WHERE id = ?').pluck();
  measure(candidate.name, (text) => {
    const match = candidate.ask(text);
    if (match === null) return 0;
    let hits = 0;
    for (const id of found.iterate(match)) {
      if (candidate.verify && !(body.get(id) as string).includes(text)) continue;
      hits += 1;
      if (hits === WANTED) break;
    }
    return hits;
  });
  measureEdits(db, candidate, both, places);
  db.exec('DROP TABLE idx');
}
const like = db.prepare('SELECT id FROM note WHERE body LIKE ? ORDER BY id DESC LIMIT 20').pluck();
queriesOfScan();
db.close();
rmSync(folder, { recursive: true, force: true });

/** One note written, then corrected, each in its own transaction as at the desk. */
function measureEdits(vault: VaultDatabase, candidate: Candidate, both: string, places: string): void {
  const add = vault.prepare(`INSERT INTO idx (rowid, ${both}) VALUES (?, ${places})`);
  const remove = vault.prepare(`INSERT INTO idx (idx, rowid, ${both}) VALUES ('delete', ?, ${places})`);
  const adds: number[] = [];
  const edits: number[] = [];
  for (let n = 1; n <= 60; n += 1) {
    const text = columns(candidate, prose.note(600));
    let start = performance.now();
    vault.transaction(() => add.run(notes + n, ...text))();
    adds.push(performance.now() - start);
    start = performance.now();
    vault.transaction(() => {
      remove.run(notes + n, ...text);
      add.run(notes + n, ...columns(candidate, prose.note(600)));
    })();
    edits.push(performance.now() - start);
  }
  console.log(
    `  a note of 600 characters: added ${median(adds).toFixed(1)} / ${Math.max(...adds).toFixed(0)} ms, changed ${median(edits).toFixed(1)} / ${Math.max(...edits).toFixed(0)} ms`,
  );
}

function queriesOfScan(): void {
  for (const text of ['的', '龘靐', '龘靐齉', '的的的']) {
    const start = performance.now();
    const hits = like.all(`%${text}%`).length;
    console.log(`LIKE ${text}: ${hits} hits, ${(performance.now() - start).toFixed(0)} ms`);
  }
}
