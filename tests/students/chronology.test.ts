import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BRANCHES } from '../../src-main/students/chronology.branches.ts';
import { placesOfBranch, placesOfPage } from '../../src-main/students/chronology.repository.ts';
import type { Input } from '../../src-shared/contract/index.ts';
import { chronologyKinds } from '../../src-shared/contract/students.ts';
import { putReport, putSession, putVisit } from '../search/support.ts';
import { explain } from '../support/explain.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleLevel, sampleStudent } from '../support/samples.ts';
import { putOneOfEach } from './chronology-samples.ts';

const clock = fixedClock('2026-11-24T06:00:00.000Z');
let vault: TestVault;
let studentId: string;
beforeEach(async () => {
  clock.set('2026-11-24T06:00:00.000Z');
  vault = await openTestVault({ clock });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterEach(() => vault.close());

const read = (more: Partial<Input<'students.chronology'>> = {}, role: 'counselor' | 'lead' = 'counselor') =>
  vault.as(role).dispatch('students.chronology', { studentId, ...more });
const ids = async (more: Partial<Input<'students.chronology'>> = {}) => (await read(more)).entries.map((entry) => entry.id);

describe('the chronology', () => {
  it('holds every kind of entry, by day of the event and not of the recording', async () => {
    await putOneOfEach(vault, studentId);
    const { entries } = await read();
    expect(new Set(entries.map((entry) => entry.kind))).toEqual(new Set(chronologyKinds));
    const days = entries.map((entry) => entry.on);
    expect(days).toEqual([...days].sort().reverse());
    expect(BRANCHES.map((branch) => branch.kind).sort()).toEqual([...chronologyKinds].sort());
  });

  it('gives page after page without loss or repetition', async () => {
    await putOneOfEach(vault, studentId);
    for (let n = 10; n < 40; n += 1) await putSession(vault, studentId, `s${n}`, '样例', '2026-11-15');
    const all = await read({ limit: 500 });
    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await read({ limit: 7, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.entries);
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.entries);
    expect(new Set(seen.map((entry) => `${entry.kind}|${entry.id}`)).size).toBe(seen.length);
  });

  it('is narrowed by kind, days, writer and words', async () => {
    await putSession(vault, studentId, 's1', '样例：睡眠', '2026-11-10');
    await putSession(vault, studentId, 's2', '样例：作息', '2026-11-12');
    await putVisit(vault, studentId, 'v1', '样例：睡眠', '2026-11-11');
    expect(await ids({ kinds: ['session'] })).toEqual(['s2', 's1']);
    expect(await ids({ from: '2026-11-11', to: '2026-11-11' })).toEqual(['v1']);
    expect(await ids({ words: '睡眠' })).toEqual(['v1', 's1']);
    expect(await ids({ writer: 'nobody' })).toEqual([]);
    expect(await ids({ writer: vault.ctx.session.userId })).toEqual(['s2', 'v1', 's1']);
    expect(await vault.dispatch('students.writers', {})).toEqual([{ userId: vault.ctx.session.userId, name: '样例老师甲' }]);
  });

  it('counts the sessions of a case from the oldest', async () => {
    await putSession(vault, studentId, 's2', '样例', '2026-11-12');
    await putSession(vault, studentId, 's1', '样例', '2026-11-10');
    const { entries } = await read({ kinds: ['session'] });
    expect(entries.map((entry) => [entry.id, entry.facts.number])).toEqual([
      ['s2', 2],
      ['s1', 1],
    ]);
  });

  it('does not show another student’s entries, nor their corrections', async () => {
    const other = await sampleStudent(vault, { name: '样例乙' });
    await putSession(vault, other, 's9', '样例');
    expect(await ids()).not.toContain('s9');
    expect(await vault.dispatch('students.corrections', { studentId, kind: 'session', id: 's9' })).toEqual([]);
  });
});

describe('the lead', () => {
  it('sees that there is a note but not its text, nor finds by it', async () => {
    await putSession(vault, studentId, 's1', '样例金丝雀');
    await putReport(vault, studentId, 'r1', '样例金丝雀', true);
    await putReport(vault, studentId, 'r2', '样例看得见', false);
    await sampleLevel(vault, studentId, 0, 2);
    const seen = await read({}, 'lead');
    expect(JSON.stringify(seen)).not.toContain('金丝雀');
    expect(seen.entries.map((entry) => [entry.id, entry.restricted])).toEqual(
      expect.arrayContaining([
        ['s1', true],
        ['r1', true],
        ['r2', false],
      ]),
    );
    expect((await read({ words: '金丝雀' }, 'lead')).entries).toEqual([]);
    expect((await read({ words: '看得见' }, 'lead')).entries).toHaveLength(1);
  });

  it('sees no score, and no older value of a note', async () => {
    await putOneOfEach(vault, studentId);
    const result = (await read({ kinds: ['result'] }, 'lead')).entries[0];
    expect(result).toMatchObject({ restricted: true, facts: { total: null } });
    await correctSession('金丝雀');
    const [change] = await vault.as('lead').dispatch('students.corrections', { studentId, kind: 'session', id: 'session1' });
    expect(change).toMatchObject({ field: 'process', from: null, to: null, hidden: true });
  });
});

async function correctSession(old: string): Promise<void> {
  await vault.db
    .insertInto('record_history')
    .values({
      entity: 'session',
      entity_id: 'session1',
      field: 'process',
      old_value: old,
      new_value: '样例：改过',
      at: '2026-11-21T02:00:00.000Z',
      by: vault.ctx.session.userId,
    })
    .execute();
}

describe('a corrected entry', () => {
  it('stays, says when and by whom it was changed, and shows the old value when asked', async () => {
    await putOneOfEach(vault, studentId);
    await correctSession('样例：原来的话');
    const session = (await read({ kinds: ['session'] })).entries[0];
    expect(session).toMatchObject({ corrections: 1, updatedAt: '2026-11-21T02:00:00.000Z', recordedBy: '样例老师甲' });
    expect(await vault.dispatch('students.corrections', { studentId, kind: 'session', id: 'session1' })).toEqual([
      {
        field: 'process',
        from: '样例：原来的话',
        to: '样例：改过',
        hidden: false,
        at: '2026-11-21T02:00:00.000Z',
        by: '样例老师甲',
      },
    ]);
  });
});

describe('what changed since the last look', () => {
  const fresh = async (visit: string) => (await read({ visit })).entries.filter((entry) => entry.fresh).map((entry) => entry.id);

  it('is marked until the file is left, and only when another hand wrote it', async () => {
    await vault.db
      .insertInto('user')
      .values({ id: 'u2', name: '样例老师乙', role: 'clerk', created_at: '2026-09-01T00:00:00.000Z' })
      .execute();
    await putVisit(vault, studentId, 'old', '样例');
    expect(await fresh('first')).toEqual([]);
    clock.set('2026-11-24T07:00:00.000Z');
    await putVisit(vault, studentId, 'mine', '样例');
    await putVisit(vault, studentId, 'theirs', '样例');
    const at = '2026-11-24T07:00:00.000Z';
    await vault.db.updateTable('home_visit').set({ recorded_at: at, updated_at: at }).where('id', '!=', 'old').execute();
    await vault.db.updateTable('home_visit').set({ recorded_by: 'u2', updated_by: 'u2' }).where('id', '=', 'theirs').execute();
    clock.set('2026-11-24T08:00:00.000Z');
    expect(await fresh('second')).toEqual(['theirs']);
    expect(await fresh('second')).toEqual(['theirs']);
    clock.set('2026-11-24T09:00:00.000Z');
    expect(await fresh('third')).toEqual([]);
  });
});

describe('taking it out', () => {
  const request = { recipient: '样例县教体局', purpose: '样例检查' };

  it('writes just what is filtered, safe for a sheet, and enters the register', async () => {
    await putSession(vault, studentId, 's1', '=1+1 样例', '2026-11-10');
    await putVisit(vault, studentId, 'v1', '样例：不在其中', '2026-11-11');
    const { token, path } = vault.target('样例.xlsx');
    const made = await vault.dispatch('students.exportChronology', {
      studentId,
      kinds: ['session'],
      ...request,
      token,
      language: 'zh',
    });
    expect(made).toEqual({ name: '样例.xlsx', entries: 1, copyNo: 1 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(3);
    expect(sheet?.getRow(3).getCell(3).value).toBe('个别辅导 第1次');
    expect(sheet?.getRow(3).getCell(5).value).toBe("'=1+1 样例");
    const register = await vault.dispatch('documents.disclosures', { studentId });
    expect(register).toMatchObject([
      { document: 'chronologySheet', outcome: 'saved', sections: ['session'], ...request, copyNo: 1 },
    ]);
    const logged = await vault.db
      .selectFrom('audit')
      .select('detail')
      .where('channel', '=', 'students.exportChronology')
      .execute();
    expect(JSON.stringify(logged)).not.toContain('样例');
  });

  it('leaves marked reports out unless they are chosen with a reason', async () => {
    await putReport(vault, studentId, 'r1', '样例金丝雀', true);
    await putSession(vault, studentId, 's1', '样例照常');
    const text = async (more: object) =>
      JSON.stringify(await vault.dispatch('students.chronologySheet', { studentId, ...request, ...more }));
    expect(await text({})).not.toContain('金丝雀');
    expect(await text({})).toContain('照常');
    expect(await text({ restricted: true, restrictedReason: '样例：法院调取' })).toContain('金丝雀');
    await expect(text({ restricted: true })).rejects.toThrow('invalidInput');
  });

  it('gives the lead no note, whatever is asked', async () => {
    await putSession(vault, studentId, 's1', '样例金丝雀');
    const lead = vault.as('lead');
    expect(JSON.stringify(await lead.dispatch('students.chronologySheet', { studentId, ...request }))).not.toContain('金丝雀');
    const all = { studentId, ...request, restricted: true, restrictedReason: '样例理由' };
    await expect(lead.dispatch('students.chronologySheet', all)).rejects.toThrow('restrictedForbidden');
  });

  it('is on record when it is printed, by the filter that the page had', async () => {
    await vault.dispatch('documents.recordOutput', {
      previewId: 'p1',
      document: 'chronology',
      query: { studentId, kinds: 'session,visit', from: '2026-11-01', to: '', words: '', ...request, restricted: 'false' },
      outcome: 'printed',
      sha256: 'a'.repeat(64),
    });
    expect(await vault.dispatch('documents.disclosures', { studentId })).toMatchObject([
      {
        document: 'chronology',
        outcome: 'printed',
        sections: ['session', 'visit'],
        from: '2026-11-01',
        to: null,
        restricted: false,
      },
    ]);
  });
});

describe('query plans', () => {
  const filter = {
    kinds: undefined,
    from: '2026-01-01',
    to: '2026-12-31',
    writer: undefined,
    words: undefined,
    readable: 2,
    before: { on: '2026-11-11', time: '', id: 'x', kind: 'visit' },
    limit: 50,
  } as const;
  // Orders inside a page may be made in memory; the rows of a file must come through an index of the student.
  const scans = /SCAN (?!b$|p$|\(subquery|CONSTANT)/u;

  it.each(BRANCHES.map((branch) => ({ kind: branch.kind, branch })))('$kind is read through an index', async ({ branch }) => {
    const plan = await explain(vault.db, placesOfBranch(vault.db, branch, 'a', filter));
    expect(
      plan.filter((step) => scans.test(step)),
      plan.join('\n'),
    ).toEqual([]);
    expect(plan.some((step) => /USING (COVERING )?INDEX|PRIMARY KEY/u.test(step))).toBe(true);
  });

  it('walks the sessions in their order, without their text', async () => {
    const branch = BRANCHES.find((candidate) => candidate.kind === 'session');
    if (!branch) throw new Error('no branch');
    const plan = await explain(vault.db, placesOfBranch(vault.db, branch, 'a', filter));
    expect(plan[0]).toMatch(
      /SEARCH session USING COVERING INDEX session_student_order \(student_id=\? AND held_on>\? AND held_on<\?\)/u,
    );
  });

  it('takes no more than a page from each table', async () => {
    const page = placesOfPage(vault.db, 'a', filter);
    const text = page?.compile().sql ?? '';
    expect(text.match(/limit \?/gu)).toHaveLength(BRANCHES.length + 1);
  });
});
