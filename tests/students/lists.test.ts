import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectPage } from '../../src-main/students/list-page.repository.ts';
import { type RollFilter, selectClasses, selectFiltered, selectRows } from '../../src-main/students/lists.repository.ts';
import type { Input } from '../../src-shared/contract/index.ts';
import { listSorts, studentGaps } from '../../src-shared/contract/students.ts';
import { consentKinds } from '../../src-shared/domain/codes.ts';
import { consentParties, consentStateOn } from '../../src-shared/domain/consent.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleLevel, sampleStaff } from '../support/samples.ts';

const TODAY = '2026-11-24';
let vault: TestVault;
let everyone: string[];
// Every test here only reads, so that one population serves them all.
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock(`${TODAY}T02:00:00.000Z`) });
  everyone = await populate();
}, 60_000);
afterAll(() => vault.close());

/** A small generator, so that the population is the same at every run. */
function* dice(seed: number): Generator<number> {
  for (let x = seed; ; ) {
    x = (x * 1103515245 + 12345) % 2147483648;
    yield x / 2147483648;
  }
}

const FAMILY = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王'];
/** Forty invented students of four classes with mentors, visits, consents, levels and states dealt out at random. */
async function populate(): Promise<string[]> {
  const random = dice(7);
  const roll = () => random.next().value as number;
  const { db } = vault;
  const staff = [await sampleStaff(vault, '样例陈老师'), await sampleStaff(vault, '样例白老师')];
  const user = vault.ctx.session.userId;
  const stamp = { recorded_at: '2026-11-01T00:00:00.000Z', recorded_by: user };
  const edited = { updated_at: '2026-11-01T00:00:00.000Z', updated_by: user };
  const ids: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    const { studentId } = await vault.dispatch('students.create', {
      name: `${FAMILY[Math.floor(roll() * 8)]}样例${i % 9}`,
      sex: roll() < 0.5 ? '1' : '2',
      birthDate: roll() < 0.1 ? null : `${2007 + Math.floor(roll() * 8)}-${roll() < 0.5 ? '11-24' : '11-25'}`,
      className: ['七(1)班', '七(2)班', '九(1)班', '六(3)班'][i % 4] ?? '',
      studentNo: roll() < 0.6 ? `2026${String(i).padStart(3, '0')}` : null,
      boarder: roll() < 0.4,
      transfer: { on: '2026-09-01' },
    });
    ids.push(studentId);
    if (roll() < 0.6) {
      const from = roll() < 0.1 ? '2026-12-01' : '2026-09-02';
      const to = roll() < 0.2 ? (roll() < 0.5 ? TODAY : '2026-12-24') : null;
      await db
        .insertInto('mentor')
        .values({ id: `m${i}`, student_id: studentId, staff_id: staff[i % 2] ?? '', from_date: from, to_date: to })
        .execute();
    }
    if (roll() < 0.5) await vault.dispatch('students.openFile', { studentId, on: roll() < 0.8 ? '2026-10-01' : '2026-12-01' });
    if (roll() < 0.6) {
      const mode = roll() < 0.7 ? 'onsite' : 'phone';
      const day = roll() < 0.7 ? '2026-10-20' : roll() < 0.5 ? '2026-08-31' : '2026-09-01';
      await db
        .insertInto('home_visit')
        .values({ id: `v${i}`, student_id: studentId, visited_on: day, mode, visitors: '[]', ...stamp, ...edited })
        .execute();
    }
    for (let k = 0; k < 2; k += 1) {
      if (roll() < 0.4) continue;
      await db
        .insertInto('consent')
        .values({
          id: `c${i}-${k}`,
          student_id: studentId,
          kind: roll() < 0.7 ? 'counseling' : roll() < 0.6 ? 'assessment' : 'sharing',
          giver: consentParties[Math.floor(roll() * 3)] ?? 'both',
          given_on: roll() < 0.9 ? '2026-09-10' : '2026-11-25',
          until_date: roll() < 0.8 ? null : roll() < 0.5 ? TODAY : '2026-11-23',
          withdrawn_on: roll() < 0.85 ? null : roll() < 0.5 ? TODAY : '2026-11-25',
          voided_at: roll() < 0.9 ? null : stamp.recorded_at,
          created_at: stamp.recorded_at,
          created_by: user,
        })
        .execute();
    }
    if (roll() < 0.3) await sampleLevel(vault, studentId, 0, 1 + Math.floor(roll() * 3));
    if (roll() < 0.3) await vault.dispatch('students.addTag', { studentId, code: 'leftBehind', fromDate: '2026-09-01' });
    if (i % 11 === 3) await vault.dispatch('students.move', { studentId, move: { kind: 'suspended', on: '2026-10-08' } });
    if (i % 13 === 5) {
      const on = i < 10 ? '2026-10-09' : '2026-12-09';
      await vault.dispatch('students.move', { studentId, move: { kind: 'out', on, status: 'transferredOut' } });
    }
  }
  return ids;
}

const all = async (input: Input<'students.list'>, limit = 7) => {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await vault.dispatch('students.list', { ...input, limit, ...(cursor !== undefined && { cursor }) });
    ids.push(...page.rows.map((row) => row.id));
    cursor = page.cursor;
  }
  return ids;
};

describe('the list', () => {
  it('pages without loss or repeat by every column in both directions', async () => {
    const { total, rows } = await vault.dispatch('students.list', { limit: 500 });
    expect(total).toBe(rows.length);
    const everybody = rows.map((row) => row.id).sort();
    for (const sort of listSorts) {
      for (const down of [false, true]) {
        const whole = (await vault.dispatch('students.list', { sort, down, limit: 500 })).rows.map((row) => row.id);
        expect(await all({ sort, down }), `${sort} ${down}`).toEqual(whole);
        expect([...whole].sort(), `${sort} ${down}`).toEqual(everybody);
      }
    }
  });

  it('goes by stage and grade, by pinyin, and puts the empty last either way', async () => {
    const classes = [...new Set((await vault.dispatch('students.list', { limit: 500 })).rows.map((row) => row.className))];
    expect(classes).toEqual(['六(3)班', '七(1)班', '七(2)班', '九(1)班']);
    const pinyin = (await vault.dispatch('students.list', { sort: 'name', limit: 500 })).rows.map((row) => row.pinyin);
    expect(pinyin).toEqual([...pinyin].sort());
    for (const down of [false, true]) {
      const numbers = (await vault.dispatch('students.list', { sort: 'studentNo', down, limit: 500 })).rows.map(
        (r) => r.studentNo,
      );
      const filled = numbers.filter((n) => n !== null);
      expect(numbers.slice(0, filled.length)).toEqual(down ? [...filled].sort().reverse() : [...filled].sort());
    }
  });

  it('finds by part of a name, pinyin, initials, number and class, and takes no wildcard', async () => {
    const count = async (text: string) => (await vault.dispatch('students.list', { text, limit: 500 })).total ?? 0;
    const { rows } = await vault.dispatch('students.list', { limit: 500 });
    const matching = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length;
    expect(await count('赵')).toBe(matching((r) => r.name.startsWith('赵')));
    expect(await count('zhao')).toBe(matching((r) => r.pinyin.includes('zhao')));
    expect(await count('qyl')).toBe(matching((r) => r.initials.startsWith('qyl')));
    expect(await count('2026')).toBe(matching((r) => r.studentNo?.startsWith('2026') === true));
    expect(await count('七1')).toBe(matching((r) => r.className === '七(1)班'));
    expect(await count('_%')).toBe(await count(''));
  });

  it('keeps levels from the clerk in filter, column and order', async () => {
    const clerk = vault.as('clerk');
    const plain = await clerk.dispatch('students.list', { limit: 500 });
    expect(plain.rows.every((row) => row.level === null)).toBe(true);
    expect((await clerk.dispatch('students.list', { level: 3, limit: 500 })).total).toBe(plain.total);
    const ordered = await clerk.dispatch('students.list', { sort: 'level', down: true, limit: 500 });
    expect(ordered.rows.map((row) => row.id)).toEqual(
      (await clerk.dispatch('students.list', { sort: 'class', down: true, limit: 500 })).rows.map((row) => row.id),
    );
    const three = await vault.dispatch('students.list', { level: 3, limit: 500 });
    expect(three.rows.length).toBeGreaterThan(0);
    expect(three.rows.every((row) => row.level === 3)).toBe(true);
  });

  it('answers a bent cursor with a refusal', async () => {
    await expect(vault.dispatch('students.list', { cursor: 'x' })).rejects.toThrow('invalidInput');
    await expect(vault.dispatch('students.list', { cursor: '[1,2]' })).rejects.toThrow('invalidInput');
  });

  it('has everybody either on the roll or among those who left', async () => {
    const on = await vault.dispatch('students.listIds', {});
    const left = await vault.dispatch('students.listIds', { standing: 'left' });
    expect([...on, ...left].sort()).toEqual([...everyone].sort());
    expect(left).toHaveLength(1);
    const suspended = await vault.dispatch('students.list', { standing: 'suspended' });
    expect(suspended.rows.every((row) => row.status === 'suspended')).toBe(true);
    expect(suspended.total).toBe(4);
  });
});

describe('the lists behind the indicators', () => {
  it('are the very items that the indicators count', async () => {
    const period = { schoolYear: 2026, term: 'autumn' as const, from: '2026-09-01', to: TODAY };
    const { gaps, enrolled } = await vault.dispatch('students.listCounts', {});
    for (const [gap, indicatorId] of [
      ['noMentor', 'mentored'],
      ['noFile', 'filesOpened'],
      ['notVisited', 'homeVisits'],
    ] as const) {
      const { items } = await vault.dispatch('reports.list', { ...period, indicatorId, column: 'school' });
      const missing = items.filter((item) => !item.counted).map((item) => item.id);
      expect((await vault.dispatch('students.listIds', { gap })).sort(), gap).toEqual(missing.sort());
      expect(missing.length).toBeGreaterThan(3);
      expect(gaps[gap]).toBe(missing.length);
      expect(items).toHaveLength(enrolled);
    }
  });

  it.each(consentKinds.codes)('miss consent of kind %s by the rule of who must sign, as the badges say', async (consentKind) => {
    const students = await vault.db.selectFrom('student').select(['id', 'birth_date']).execute();
    const consents = await vault.db
      .selectFrom('consent')
      .selectAll()
      .where('kind', '=', consentKind)
      .where('voided_at', 'is', null)
      .execute();
    const status = new Map(
      students.map(({ id, birth_date }) => {
        const given = consents
          .filter((c) => c.student_id === id)
          .map((c) => ({
            giver: consentParties.find((p) => p === c.giver) ?? 'both',
            givenOn: c.given_on,
            untilDate: c.until_date,
            withdrawnOn: c.withdrawn_on,
          }));
        return [id, consentStateOn(birth_date, given, TODAY)] as const;
      }),
    );
    const enrolled = new Set(await vault.dispatch('students.listIds', {}));
    for (const id of await vault.dispatch('students.listIds', { standing: 'suspended' })) enrolled.delete(id);
    const expected = [...enrolled].filter((id) => status.get(id)?.valid === false);
    expect(expected.length).toBeGreaterThan(5);
    if (consentKind === 'counseling') expect(expected.length).toBeLessThan(enrolled.size);
    expect((await vault.dispatch('students.listIds', { gap: 'noConsent', consentKind })).sort()).toEqual(expected.sort());
    expect((await vault.dispatch('students.listCounts', { consentKind })).gaps.noConsent).toBe(expected.length);
    for (const row of (await vault.dispatch('students.list', { consentKind, limit: 500 })).rows) {
      expect(row.consent, row.id).toBe(status.get(row.id)?.status);
      expect((await vault.dispatch('consents.standing', { studentId: row.id, kind: consentKind })).status).toBe(row.consent);
    }
  });

  it('show a clerk no consent', async () => {
    expect((await vault.as('clerk').dispatch('students.list', {})).rows.every((row) => row.consent === null)).toBe(true);
  });

  it('count on the chip what the list holds, tags too', async () => {
    const { gaps, tags } = await vault.dispatch('students.listCounts', {});
    for (const gap of studentGaps) expect((await vault.dispatch('students.list', { gap })).total).toBe(gaps[gap]);
    const [tag] = tags;
    expect(tag?.code).toBe('leftBehind');
    expect((await vault.dispatch('students.list', { tag: 'leftBehind' })).total).toBe(tag?.count);
  });
});

describe('query plans', () => {
  const planOf = async (query: { compile: () => { sql: string; parameters: readonly unknown[] } }): Promise<string> => {
    const { sql: text, parameters } = query.compile();
    const parts = text.split('?');
    const filled = parts.reduce((whole, part, i) => {
      const value = parameters[i - 1];
      return `${whole}${typeof value === 'number' ? value : `'${String(value)}'`}${part}`;
    });
    const { rows } = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${filled}`).execute(vault.db);
    return rows.map((row) => row.detail).join('\n');
  };
  const filter: RollFilter = { schoolYear: 2026, yearFrom: '2026-09-01', on: TODAY, standing: 'roll', consentKind: 'counseling' };
  /** A walk through a whole table of records, or of students where the year's enrolments would do. */
  const walk = /SCAN (e|class|enrolment|level_change|home_visit|care_tag|mentor|consent|student|other|last)\b/u;

  it('reads a school year through its enrolments, by any filter and order', async () => {
    const { db } = vault;
    for (const sort of listSorts) {
      const order = { sort, down: true, after: [0, 0, 0, 'a', 'b'] as const, limit: 100 };
      expect(await planOf(selectPage(db, filter, order)), sort).not.toMatch(walk);
    }
    for (const gap of studentGaps)
      expect(await planOf(selectFiltered(db, { ...filter, gap }).select('student.id')), gap).not.toMatch(walk);
    const narrowed = { ...filter, text: '张', tag: 'leftBehind', mentorId: 'm', level: 2 };
    expect(await planOf(selectFiltered(db, narrowed).select('student.id'))).not.toMatch(walk);
    expect(await planOf(selectRows(db, filter, ['a', 'b']))).not.toMatch(walk);
    expect(await planOf(selectClasses(db, filter))).not.toMatch(walk);
  });

  it('walks the students once for those who left, everything else through indexes', async () => {
    const plan = await planOf(
      selectPage(vault.db, { ...filter, standing: 'left' }, { sort: 'name', down: false, after: null, limit: 100 }),
    );
    expect(plan.match(/SCAN \w+/gu)?.filter((step) => step !== 'SCAN student')).toEqual([]);
  });
});
