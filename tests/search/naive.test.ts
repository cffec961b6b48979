import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbersOf } from '../../src-main/search/numbers.ts';
import { rebuildIndex, updateIndex } from '../../src-main/search/upkeep.ts';
import type { Role } from '../../src-shared/contract/channel.ts';
import type { Output } from '../../src-shared/contract/index.ts';
import { holds, snippetOf } from '../../src-shared/domain/search-terms.ts';
import { openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStudent } from '../support/samples.ts';
import { putReport, putSession, putVisit, readIndex } from './support.ts';

/** Few characters, so that texts meet: very frequent ones, rarer ones, one outside the first plane, words, stops. */
const PARTS = ['的', '一', '是', '不', '我', '睡', '眠', '𠮷', '，', ' ', 'phq', '9', 'Ａ'];
const text = (least: number, most: number) =>
  fc.array(fc.constantFrom(...PARTS), { minLength: least, maxLength: most }).map((parts) => parts.join(''));

interface Note {
  readonly key: string;
  readonly on: string;
  readonly text: string;
  readonly roles: readonly Role[];
}

let vault: TestVault;
const notes: Note[] = [];
beforeAll(async () => {
  vault = await openTestVault();
  const studentId = await sampleStudent(vault);
  const texts = fc.sample(text(1, 24), { numRuns: 240, seed: 5 });
  for (const [n, body] of texts.entries()) {
    const on = `2026-11-${String(1 + ((n * 7) % 12)).padStart(2, '0')}`;
    const id = String(n).padStart(3, '0');
    if (n % 3 === 0) {
      await putSession(vault, studentId, id, body, on);
      notes.push({ key: `session|${id}`, on, text: body, roles: ['counselor'] });
    } else if (n % 3 === 1) {
      await putVisit(vault, studentId, id, body, on);
      notes.push({ key: `visit|${id}`, on, text: body, roles: ['counselor', 'lead', 'clerk'] });
    } else {
      await putReport(vault, studentId, id, body, n % 2 === 0);
      notes.push({
        key: `report|${id}`,
        on: '2026-11-19',
        text: body,
        roles: n % 2 === 0 ? ['counselor'] : ['counselor', 'lead', 'clerk'],
      });
    }
  }
});
afterAll(() => vault.close());

/** What a scan of all notes finds: the newest day first, of one day the one written last. */
function scan(role: Role, query: string, from?: string, to?: string) {
  return notes
    .filter((note) => note.roles.includes(role) && holds(note.text, query) && snippetOf(note.text, query) !== null)
    .filter((note) => (from === undefined || note.on >= from) && (to === undefined || note.on <= to))
    .sort((a, b) => (a.on === b.on ? (idOf(a) < idOf(b) ? 1 : -1) : a.on < b.on ? 1 : -1))
    .map((note) => ({ key: note.key, on: note.on, ...snippetOf(note.text, query) }));
}
const idOf = (note: Note): string => note.key.split('|')[1] ?? '';

async function found(role: Role, query: string, limit: number, from?: string, to?: string) {
  const hits = [];
  let cursor: number | null = null;
  do {
    const asked = { query, limit, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const page: Output<'search.notes'> = await vault
      .as(role)
      .dispatch('search.notes', { ...asked, ...(cursor !== null && { cursor }) });
    hits.push(...page.hits.map(({ key, on, before, match, after }) => ({ key, on, before, match, after })));
    cursor = page.cursor;
  } while (cursor !== null);
  return hits;
}

describe('the search', () => {
  it('finds what a scan of all notes finds, in its order, with its places, for every role', async () => {
    const day = fc.option(fc.constantFrom('2026-11-03', '2026-11-07', '2026-11-19'), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Role>('counselor', 'lead', 'clerk'),
        text(1, 6),
        fc.integer({ min: 1, max: 100 }),
        day,
        day,
        async (role, query, limit, from, to) => {
          expect(await found(role, query, limit, from, to)).toEqual(scan(role, query, from, to));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('makes the index of an earlier format anew, with the first search or write', async () => {
    const before = await readIndex(vault);
    // As it was numbered before: the later the day, the higher.
    await vault.db
      .updateTable('search_doc')
      .set((eb) => ({ number: eb('number', '-', 2 ** 40) }))
      .execute();
    await updateIndex(vault.db);
    expect(await readIndex(vault)).toEqual(before);
    expect(await found('counselor', '睡', 50)).toEqual(scan('counselor', '睡'));
  });

  it('keeps its order when notes are added to a day one by one', async () => {
    await rebuildIndex(vault.db);
    const [first] = await vault.db.selectFrom('home_visit').selectAll().limit(1).execute();
    if (!first) throw new Error('no visit');
    for (const id of ['900', '901', '902']) {
      await vault.db
        .insertInto('home_visit')
        .values({ ...first, id, visited_on: '2026-11-30', findings: '样例龘' })
        .execute();
      await updateIndex(vault.db);
    }
    expect((await found('clerk', '龘', 2)).map((hit) => hit.key)).toEqual(['visit|902', 'visit|901', 'visit|900']);
  });
});

describe('the numbers of days', () => {
  it('run backwards and never meet', () => {
    const [old, day, next, far] = ['1612-01-01', '2026-11-24', '2026-11-25', '2300-01-01'].map(numbersOf);
    expect(next?.highest).toBe((day?.lowest ?? 0) - 1);
    expect(far?.highest).toBeLessThan(next?.lowest ?? 0);
    expect(old?.lowest).toBeGreaterThan(day?.highest ?? Number.POSITIVE_INFINITY);
    expect(numbersOf('不是日期').lowest).toBeGreaterThan(old?.highest ?? Number.POSITIVE_INFINITY);
    expect(Number.isSafeInteger(numbersOf('不是日期').highest)).toBe(true);
  });
});
