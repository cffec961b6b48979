import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src-shared/contract/result.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { answersWith, fillClasses, platformSheet, withCodes } from './support.ts';

let vault: TestVault;
let roundId: string;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-20T02:00:00.000Z') });
  await fillClasses(vault);
  const created = await vault.dispatch('assessments.createRound', {
    title: '样例秋季测评',
    scaleId: 'mht',
    schoolYear: 2026,
    term: 'autumn',
    grades: [{ stage: 'junior', grade: 1 }],
    openedOn: '2026-11-10',
  });
  roundId = created.roundId;
  expect(created.listed).toBe(5);
});

afterEach(() => vault.close());

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const sheet = () =>
  platformSheet([
    // Crisis item alone: a low total, still immediate.
    { who: ['样例甲', '2', '12', '1', '1'], answers: answersWith([85]) },
    // A high sub-scale and a validity scale of 7.
    { who: ['样例乙', '1', '12', '1', '1'], answers: answersWith([...range(1, 9), 82, 84, 86, 88, 90, 92, 94]) },
    { who: ['样例丙', '2', '12', '1', '4'], answers: answersWith([1, 2]) },
    { who: ['样例丁', '1', '12', '1', '4'], answers: answersWith([]) },
    { who: ['样例丙', '2', '18', '1', '4'], answers: answersWith([]) },
    { who: ['样例戊', '2', '13', '2', '1'], answers: answersWith([]) },
    { who: ['样例外', '2', '12', '1', '1'], answers: answersWith([]) },
    { who: ['样例缺', '2', '12', '1', '38'], answers: answersWith([]) },
    { who: ['', '2', '12', '1', '1'], answers: answersWith([]) },
    { who: ['样例甲', '2', '12', '1', '1'], answers: [...answersWith([]).slice(0, 99), '9'] },
  ]);

describe('import of a result sheet', () => {
  it('leaves number codes to a person and decodes the rows by what the person says', async () => {
    const token = vault.give('样例结果.csv', sheet());
    const read = await vault.dispatch('assessments.readSheet', { token, roundId });
    expect(read.mapping.sexCodes).toEqual({});
    expect(read.mapping.gradeCodes).toEqual({});
    expect(read.mapping.items).toHaveLength(100);
    expect(read.mapping.classForm).toBe('number');
    const preview = await vault.dispatch('assessments.previewResults', { token, roundId, mapping: withCodes(read.mapping) });
    expect(preview.first.map((row) => [row.name, row.sex, row.className, row.outcome])).toEqual([
      ['样例甲', '1', '七(1)班', 'matched'],
      ['样例乙', '2', '七(1)班', 'matched'],
      ['样例丙', '1', '七(4)班', 'matched'],
      ['样例丁', '2', '七(4)班', 'sameName'],
      ['样例丙', '1', '七(4)班', 'ageDiffers'],
      ['样例戊', '1', '八(1)班', 'notInRound'],
      ['样例外', '1', '七(1)班', 'noSuchPerson'],
      ['样例缺', '1', '七(38)班', 'noSuchClass'],
      ['', '1', '七(1)班', 'damagedRow'],
      ['样例甲', '1', '七(1)班', 'damagedRow'],
    ]);
    expect(preview.problems.map((row) => row.reason).filter(Boolean)).toEqual(['noName', 'answerCode']);
  });

  it('stores scores and validity, opens reviews, sets no level, and does nothing the second time', async () => {
    const token = vault.give('样例结果.csv', sheet());
    const mapping = withCodes((await vault.dispatch('assessments.readSheet', { token, roundId })).mapping);
    const done = await vault.dispatch('assessments.importResults', { token, roundId, mapping });
    expect(done).toMatchObject({ imported: 3, reviews: 2, immediate: 1, doubtful: 1 });
    const results = await vault.dispatch('assessments.results', { roundId });
    const byName = new Map(results.map((result) => [result.student.name, result]));
    expect(byName.get('样例甲')).toMatchObject({ total: 1, positive: false, crisisItems: [85], validity: 'valid' });
    expect(byName.get('样例乙')).toMatchObject({ total: 9, positive: true, validity: 'doubtful', subscores: { study: 9 } });
    const queue = await vault.dispatch('warnings.reviews', { status: 'open' });
    expect(queue.map((row) => [row.student.name, row.immediate, row.reasons, row.dueOn])).toEqual([
      ['样例甲', true, ['crisisItem'], '2026-11-20'],
      ['样例乙', false, ['subscore'], '2026-12-04'],
    ]);
    expect(await vault.dispatch('warnings.levels', {})).toEqual([]);
    const again = await vault.dispatch('assessments.importResults', { token, roundId, mapping });
    expect(again).toMatchObject({ imported: 0, batchId: null, reviews: 0 });
    expect(again.counts.alreadyImported).toBe(3);
    expect(await vault.dispatch('assessments.results', { roundId })).toHaveLength(3);
    expect(await vault.dispatch('warnings.reviews', { status: 'open' })).toHaveLength(2);
  });

  it('remembers the mapping for the next sheet of the same shape', async () => {
    const token = vault.give('样例一.csv', sheet());
    const first = await vault.dispatch('assessments.readSheet', { token, roundId });
    expect(first.remembered).toBe(false);
    const mapping = withCodes(first.mapping);
    await vault.dispatch('assessments.importResults', { token, roundId, mapping });
    const next = await vault.dispatch('assessments.readSheet', { token: vault.give('样例二.csv', sheet()), roundId });
    expect(next.remembered).toBe(true);
    expect(next.mapping).toEqual(mapping);
  });

  it('compares delivered sub-scores with the answers', async () => {
    const lines = sheet().split('\r\n').slice(0, 2);
    const csv = `${lines[0]},学习焦虑\r\n${lines[1]},3\r\n`;
    const token = vault.give('样例带分.csv', csv);
    const read = await vault.dispatch('assessments.readSheet', { token, roundId });
    expect(read.mapping.subscores).toEqual({ study: 106 });
    const done = await vault.dispatch('assessments.importResults', { token, roundId, mapping: withCodes(read.mapping) });
    expect(done.mismatched).toBe(1);
    expect((await vault.dispatch('assessments.results', { roundId }))[0]?.mismatches).toEqual(['study']);
  });

  it('gives the rows that found nobody back as a workbook with reasons', async () => {
    const token = vault.give('样例结果.csv', sheet());
    const mapping = withCodes((await vault.dispatch('assessments.readSheet', { token, roundId })).mapping);
    const { token: target, path } = vault.target('未匹配.xlsx');
    const written = await vault.dispatch('assessments.exportUnmatched', { token, roundId, mapping, target });
    expect(written.rows).toBe(7);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(readFileSync(path)).buffer);
    const reasons = book.worksheets[0]?.getColumn(107).values.slice(1);
    expect(reasons?.[0]).toBe('原因');
    expect(reasons).toContain('同班同名，分不开');
    expect(reasons).toContain('这一行有错误：没有姓名');
  });

  it('reads a workbook with a title row and a csv in GBK', async () => {
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet('样例');
    page.addRow(['某校心理测评结果(样例)']);
    page.addRow(['姓名', '性别', '年级', '班级', '总分']);
    page.addRow(['样例甲', '男', '初一', '七(1)班', 12]);
    const token = vault.give('样例.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    const read = await vault.dispatch('assessments.readSheet', { token, roundId });
    expect(read.mapping).toMatchObject({
      sexCodes: { 男: '1' },
      gradeCodes: { 初一: { stage: 'junior', grade: 1 } },
      classForm: 'name',
    });
    const preview = await vault.dispatch('assessments.previewResults', { token, roundId, mapping: read.mapping });
    expect(preview.counts.matched).toBe(1);
    // 姓名,总分 and one row in GBK.
    const gbk = Buffer.from('d0d5c3fb2cd7dcb7d60d0ad1f9c0fdbcd72c350d0a', 'hex');
    const chinese = await vault.dispatch('assessments.readSheet', { token: vault.give('样例gbk.csv', gbk), roundId });
    expect(chinese.columns.map((column) => column.header)).toEqual(['姓名', '总分']);
    expect(chinese.columns[0]?.samples[0]).toBe('样例甲');
  });

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'fileNotASheet'],
    ['an empty file', Buffer.alloc(0), 'sheetEmpty'],
    ['headings alone', Buffer.from('姓名,性别\r\n'), 'sheetEmpty'],
    ['a sheet without names', Buffer.from('编号,总分\r\n1,2\r\n'), 'nameColumnMissing'],
    ['a damaged workbook', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4]), 'fileNotASheet'],
  ])('refuses %s with a code of its own', async (_what, bytes, code) => {
    const token = vault.give('样例坏表.csv', bytes);
    const error = await vault.dispatch('assessments.readSheet', { token, roundId }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code });
  });
});
