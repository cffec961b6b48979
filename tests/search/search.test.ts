import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesByText } from '../../src-main/search/search.repository.ts';
import type { Role } from '../../src-shared/contract/channel.ts';
import { explain } from '../support/explain.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleLevel, sampleStudent } from '../support/samples.ts';
import { putReport, putSession, putVisit } from './support.ts';

let vault: TestVault;
let studentId: string;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterEach(() => vault.close());

const find = async (query: string, more: { role?: Role; kinds?: ['visit'] | ['session']; from?: string; to?: string } = {}) => {
  const { role = 'counselor', ...input } = more;
  return (await vault.as(role).dispatch('search.notes', { query, ...input })).hits;
};
const keys = async (query: string, more: Parameters<typeof find>[1] = {}) => (await find(query, more)).map((hit) => hit.key);

describe('searching notes', () => {
  it('finds one character, many, and words, in the middle of a sentence, newest event first', async () => {
    await putSession(vault, studentId, 's1', '样例：这两周睡眠不好，常想家。加了PHQ-9。', '2026-11-10');
    await putVisit(vault, studentId, 'v1', '样例：家里安静，睡眠尚可。', '2026-11-18');
    expect(await keys('眠')).toEqual(['visit|v1', 'session|s1']);
    expect(await keys('睡眠')).toEqual(['visit|v1', 'session|s1']);
    expect(await keys('周睡眠不好')).toEqual(['session|s1']);
    expect(await keys('phq')).toEqual(['session|s1']);
    expect(await keys('睡眠 想家')).toEqual(['session|s1']);
    expect(await keys('不好常')).toEqual([]);
    expect(await keys('睡家')).toEqual([]);
    expect(await keys('，')).toEqual([]);
  });

  it('shows the place and whose note it is', async () => {
    await putSession(vault, studentId, 's1', '样例：这两周睡眠不好', '2026-11-10');
    expect(await find('睡眠')).toEqual([
      {
        key: 'session|s1',
        kind: 'session',
        on: '2026-11-10',
        students: [{ id: studentId, name: '样例沈清和', className: '八(3)班' }],
        before: '样例：这两周',
        match: '睡眠',
        after: '不好',
        sessionId: 's1',
      },
    ]);
  });

  it('narrows by kind and by days of the event, both included', async () => {
    await putSession(vault, studentId, 's1', '样例：睡眠', '2026-11-10');
    await putSession(vault, studentId, 's2', '样例：睡眠', '2026-11-11');
    await putVisit(vault, studentId, 'v1', '样例：睡眠', '2026-11-12');
    expect(await keys('睡眠', { kinds: ['session'] })).toEqual(['session|s2', 'session|s1']);
    expect(await keys('睡眠', { from: '2026-11-11' })).toEqual(['visit|v1', 'session|s2']);
    expect(await keys('睡眠', { to: '2026-11-11' })).toEqual(['session|s2', 'session|s1']);
    expect(await keys('睡眠', { from: '2026-11-11', to: '2026-11-11' })).toEqual(['session|s2']);
  });

  it('goes on page by page without loss or repetition', async () => {
    for (let n = 10; n < 25; n += 1)
      await putSession(vault, studentId, `s${n}`, '样例：睡眠', `2026-11-${n % 2 === 0 ? '10' : '11'}`);
    const seen: string[] = [];
    let cursor: number | undefined;
    do {
      const page = await vault.dispatch('search.notes', { query: '睡眠', limit: 4, ...(cursor !== undefined && { cursor }) });
      expect(page.hits.length).toBeLessThanOrEqual(4);
      seen.push(...page.hits.map((hit) => hit.key));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(15);
    expect(new Set(seen).size).toBe(15);
  });

  it('finds the new words and no longer the old ones after a correction', async () => {
    await putSession(vault, studentId, 's1', '样例：错字', '2026-11-10');
    expect(await keys('错字')).toEqual(['session|s1']);
    await vault.db.updateTable('session').set({ process: '样例：改正' }).execute();
    expect(await keys('错字')).toEqual([]);
    expect(await keys('改正')).toEqual(['session|s1']);
  });
});

describe('what a role may not read', () => {
  beforeEach(async () => {
    await putSession(vault, studentId, 's1', '样例金丝雀');
    await putVisit(vault, studentId, 'v1', '样例金丝雀');
    await putReport(vault, studentId, 'r1', '样例金丝雀', false);
    await putReport(vault, studentId, 'r2', '样例金丝雀', true);
    await vault.db
      .insertInto('guardian_contact')
      .values({
        id: 'c1',
        student_id: studentId,
        contacted_at: '2026-11-17T06:00:00.000Z',
        mode: 'phone',
        matter: 'general',
        outcome: 'reached',
        content: '样例金丝雀',
        recorded_at: '2026-11-17T06:00:00.000Z',
        recorded_by: vault.ctx.session.userId,
        updated_at: '2026-11-17T06:00:00.000Z',
        updated_by: vault.ctx.session.userId,
      })
      .execute();
    await sampleLevel(vault, studentId, 0, 1);
  });

  it('is neither found nor counted', async () => {
    const found = async (role: Role) => (await keys('金丝雀', { role })).sort();
    expect(await found('counselor')).toEqual(['contact|c1', 'report|r1', 'report|r2', 'session|s1', 'visit|v1']);
    expect(await found('lead')).toEqual(['contact|c1', 'report|r1', 'visit|v1']);
    expect(await found('clerk')).toEqual(['report|r1', 'visit|v1']);
  });

  it('cannot be got at through the kind or the query language', async () => {
    expect(await keys('金丝雀', { role: 'clerk', kinds: ['session'] })).toEqual([]);
    expect(await keys('金丝雀 OR tag : c2', { role: 'clerk' })).toEqual([]);
    expect(await keys('c2', { role: 'clerk' })).toEqual([]);
    expect(await keys('ssession', { role: 'clerk' })).toEqual([]);
  });

  it('stays so when a report becomes restricted later', async () => {
    await keys('金丝雀');
    await vault.db.updateTable('concern_report').set({ restricted: 1 }).where('id', '=', 'r1').execute();
    expect(await keys('金丝雀', { role: 'clerk' })).toEqual(['visit|v1']);
  });
});

describe('making the index anew', () => {
  it('is the counselor’s, is logged with a number alone, and finds the same', async () => {
    await putSession(vault, studentId, 's1', '样例：睡眠');
    const before = await find('睡眠');
    await expect(vault.as('lead').dispatch('search.rebuild', {})).rejects.toThrow('forbidden');
    expect(await vault.dispatch('search.rebuild', {})).toEqual({ notes: 1 });
    expect(await find('睡眠')).toEqual(before);
    const logged = await vault.db.selectFrom('audit').select('detail').where('channel', '=', 'search.rebuild').execute();
    expect(logged).toEqual([{ detail: '{"notes":1}' }]);
  });
});

it('walks the index in its own order and reads no note to find one', async () => {
  const plan = await explain(
    vault.db,
    notesByText(vault.db, {
      match: '(body : "睡 眠")',
      upTo: 1,
      kinds: ['visit'],
      from: '2026-01-01',
      to: '2026-12-31',
      after: undefined,
      limit: 30,
    }),
  );
  expect(plan).toEqual([
    expect.stringMatching(/^SCAN search_index VIRTUAL TABLE INDEX .*M/u),
    'SEARCH search_doc USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
});
