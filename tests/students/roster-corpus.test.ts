import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isoDate, people } from '../fixtures/rosters/people.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { choiceOf, outcomes, readFile } from '../support/roster.ts';

const folder = join(import.meta.dirname, '../fixtures/rosters');
const fixture = (name: string): Buffer => readFileSync(join(folder, name));

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

async function importFixture(name: string) {
  const read = await readFile(vault, fixture(name), name);
  return { read, done: await vault.dispatch('students.importRoster', choiceOf(read)) };
}

/** Students with their class in the words of the test. */
async function students() {
  const rows = await vault.db
    .selectFrom('student')
    .innerJoin('enrolment', 'enrolment.student_id', 'student.id')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .selectAll('student')
    .select(['enrolment.boarder', 'enrolment.status', 'class.entry_year', 'class.stage', 'class.number'])
    .execute();
  return people.flatMap((person) => rows.find((row) => row.name === person.name) ?? []);
}

async function guardiansOf(name: string) {
  return await vault.db
    .selectFrom('guardian')
    .innerJoin('student', 'student.id', 'guardian.student_id')
    .select(['guardian.name', 'guardian.relation', 'guardian.phone', 'guardian.is_primary'])
    .where('student.name', '=', name)
    .orderBy('guardian.id')
    .execute();
}

describe('a sheet with title, note, starred headings of two lines and a footer', () => {
  it.each(['titled-libreoffice.xls', 'titled-libreoffice.xlsx', 'titled-gb18030.csv', 'titled-utf8.csv', 'titled-web-table.xls'])(
    'comes in whole from %s',
    async (name) => {
      const { read, done } = await importFixture(name);
      expect(read.file.sheets[0]).toMatchObject({ headingRow: 3 });
      expect(done.counts).toMatchObject({ new: 12, refused: 0, sameName: 0 });
      expect((await students()).map((s) => [s.name, s.sex, s.birth_date, s.id_number, s.registration_no, s.number])).toEqual(
        people.map((p) => [
          p.name,
          p.sex === '男' ? '1' : '2',
          isoDate(p.birth),
          p.id,
          `G${p.id}`,
          p.className === '七(1)班' ? 1 : 2,
        ]),
      );
      expect(await guardiansOf('样例甲')).toEqual([{ name: '样例母1', relation: 'other', phone: '13900001001', is_primary: 1 }]);
    },
  );
});

describe('a sheet with two lines of joined headings', () => {
  it.each(['two-lines-libreoffice.ods', 'two-lines-libreoffice.xls', 'two-lines-from-ods.xlsx'])(
    'gives three family members with relation, phone and guardianship from %s',
    async (name) => {
      const { done } = await importFixture(name);
      expect(done.counts).toMatchObject({ new: 12, refused: 0 });
      expect(await guardiansOf('样例甲')).toEqual([
        { name: '样例母1', relation: 'mother', phone: '13900001001', is_primary: 1 },
        { name: '样例父1', relation: 'father', phone: '13800000001', is_primary: 0 },
        { name: '样例祖1', relation: 'paternalGrandparent', phone: null, is_primary: 0 },
      ]);
      expect(await guardiansOf('样例乙')).toHaveLength(2);
    },
  );
});

describe('a book of one sheet a class', () => {
  it('takes the class from the name of the sheet and leaves the sheet of remarks out', async () => {
    const { read, done } = await importFixture('by-class-libreoffice.xls');
    expect(read.file.sheets.map((s) => [s.name, s.className])).toEqual([
      ['七(1)班', '七(1)班'],
      ['七(2)班', '七(2)班'],
      ['填表说明', null],
    ]);
    expect(done.counts.new).toBe(12);
    expect((await students()).map((s) => [s.student_no, s.number])).toEqual(
      people.map((p) => [p.no, p.className === '七(1)班' ? 1 : 2]),
    );
    expect(await guardiansOf('样例庚')).toEqual([
      { name: '样例父0008', relation: 'father', phone: '13700000001', is_primary: 1 },
      { name: '样例母8', relation: 'mother', phone: '13900001008', is_primary: 0 },
    ]);
  });

  it('refuses sheets of two shapes together', async () => {
    const read = await readFile(vault, fixture('by-class-libreoffice.xls'));
    await expect(vault.dispatch('students.previewRoster', choiceOf(read, { sheets: [0, 2] }))).rejects.toThrow('rosterShapes');
  });
});

describe('coded columns', () => {
  it('are read by code, by word and by both', async () => {
    const { done } = await importFixture('coded-libreoffice.ods');
    expect(done.counts).toMatchObject({ new: 4, refused: 0 });
    const rows = (await students()).map((s) => [
      ...[s.sex, s.ethnicity, s.id_type, s.boarder, s.household, s.left_behind],
      ...[s.migrant_child, s.orphan, s.only_child, s.disability, s.status, `${s.stage} ${s.entry_year} ${s.number}`],
    ]);
    expect(rows).toEqual([
      ['1', '01', '1', 0, '1', '0', 0, 0, 1, '0', 'enrolled', 'junior 2026 1'],
      ['2', '06', '1', 1, '1', '1', 1, 0, 0, '0', 'enrolled', 'junior 2026 1'],
      ['1', '07', '1', 1, '1', '2', 1, 0, 1, '64', 'suspended', 'junior 2026 1'],
      ['2', '03', null, 0, '2', '9', 1, 0, 0, '64', 'enrolled', 'junior 2026 1'],
    ]);
  });
});

describe('text files', () => {
  it.each(['plain-utf8-bom.csv', 'plain-unicode-text.txt'])('keep every digit and quoted commas: %s', async (name) => {
    const { done } = await importFixture(name);
    expect(done.counts).toMatchObject({ new: 12, refused: 0 });
    expect((await students()).map((s) => [s.id_number, s.birth_date, s.address, s.number])).toEqual(
      people.map((p, i) => [p.id, isoDate(p.birth), `样例县"样例"镇,${i + 1}号`, p.className === '七(1)班' ? 1 : 2]),
    );
  });
});

describe('every file of the corpus', () => {
  it.each([
    'titled-libreoffice.xls',
    'titled-gb18030.csv',
    'two-lines-from-ods.xlsx',
    'by-class-libreoffice.xls',
    'coded-libreoffice.ods',
    'plain-unicode-text.txt',
  ])('changes nothing when it comes a second time: %s', async (name) => {
    const { done } = await importFixture(name);
    const again = choiceOf(await readFile(vault, fixture(name), name));
    expect((await vault.dispatch('students.previewRoster', again)).counts).toEqual({
      new: 0,
      changed: 0,
      same: done.counts.new,
      looksLike: 0,
      sameName: 0,
      numberConflict: 0,
      left: 0,
      refused: 0,
    });
  });

  it('means the same students, however it was written', async () => {
    await importFixture('titled-libreoffice.xls');
    for (const name of ['two-lines-from-ods.xlsx', 'by-class-libreoffice.xls', 'plain-utf8-bom.csv']) {
      const found = await outcomes(vault, choiceOf(await readFile(vault, fixture(name), name)));
      expect(new Set(found.map((row) => row[1])), name).not.toContain('new');
      expect(found, name).toHaveLength(12);
    }
  });
});
