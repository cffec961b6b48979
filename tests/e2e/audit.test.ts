import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { PASSPHRASE } from '../../tools/demo/desk.ts';
import { type Desk, expect, openSchool, SCHEMES } from './desk.ts';

const LEAD = '样例-石榴花-落在-南墙-28';
const TEXT = '样例：夜里睡不着';
const REASON = '样例：家长到校，需要当面说明情况';

let desk: Desk;
let page: Page;
let studentId: string;

beforeAll(async () => {
  let oneTime = '';
  desk = await openSchool({ name: 'audit' }, async ({ call }) => {
    const card = { sex: '2' as const, birthDate: '2013-03-05', className: '八(1)班' };
    ({ studentId } = await call('students.create', { ...card, name: '样例沈清和' }));
    const { sessionId, revision } = await call('cases.saveSession', {
      studentId,
      heldOn: '2026-11-20',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      complaint: TEXT,
      basis: { code: 'emergency', reason: '样例：当天需要先谈' },
    });
    await call('cases.signSession', { sessionId, revision });
    await call('students.update', { ...card, name: '样例沈清和', studentId, revision: 1, address: '样例路1号' });
    ({ oneTimePassphrase: oneTime } = await call('users.add', { name: '样例主任乙', role: 'lead' }));
  });
  page = desk.page;
  await desk.lock();
  await desk.enter(oneTime, '样例主任乙');
  await page.getByLabel(/^新口令( \*)?$/).fill(LEAD);
  await page.getByLabel('再输一次口令').fill(LEAD);
  await page.getByRole('button', { name: '保存并继续' }).click();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
}, 180_000);
afterAll(() => desk?.leave());

describe('the lead at one student’s file', () => {
  test('sees that a note is there, not what it says', async () => {
    await desk.visit(`/students/${studentId}`);
    await expect(page.getByRole('heading', { name: /样例沈清和/ })).toBeVisible();
    await expect(page.getByText('内容仅心理教师可见').first()).toBeVisible();
    expect(await page.content()).not.toContain(TEXT);
  });

  test('gives a reason, then reads it for the time chosen', async () => {
    await page.getByRole('button', { name: '启封查看' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '启封', exact: true }).click();
    await dialog.getByLabel('为什么需要查看').fill('看看');
    await dialog.getByRole('button', { name: '启封', exact: true }).click();
    await expect(dialog.getByText('请把事由写清楚，至少 10 个字')).toBeVisible();
    await desk.look('seal-dialog', SCHEMES);
    await dialog.getByLabel('为什么需要查看').fill(REASON);
    await dialog.getByText('30 分钟').click();
    await dialog.getByRole('button', { name: '启封', exact: true }).click();
    await expect(page.getByText(/已启封，\d\d:\d\d 自动结束/)).toBeVisible();
    await expect(page.getByText(TEXT).first()).toBeVisible();
    await desk.look('seal-running', SCHEMES);
    await page.getByRole('link', { name: /个别辅导 第1次/ }).click();
    await expect(page.getByText(TEXT)).toBeVisible();
    await expect(page.getByRole('textbox', { name: '补记' })).toHaveCount(0);
  });

  test('ends it, and the words are gone', async () => {
    await desk.visit(`/students/${studentId}`);
    await page.getByRole('button', { name: '现在结束' }).click();
    await expect(page.getByRole('button', { name: '启封查看' })).toBeVisible();
    await expect(page.getByText('内容仅心理教师可见').first()).toBeVisible();
    await expect(page.getByText(TEXT)).toHaveCount(0);
  });
});

describe('the counselor afterwards', () => {
  test('finds it on 今日 with the reason and takes notice', async () => {
    await desk.lock();
    await desk.unlock(PASSPHRASE, '样例老师甲');
    await desk.visit('/today');
    await expect(page.getByText('样例主任乙 启封查看了 样例沈清和 的档案')).toBeVisible();
    await expect(page.getByText(REASON)).toBeVisible();
    await desk.look('today', SCHEMES);
    await page.getByRole('button', { name: '已知悉' }).click();
    await expect(page.getByText('有人启封查看过档案')).toHaveCount(0);
    await desk.visit(`/students/${studentId}`);
    await page.getByRole('button', { name: '启封记录 1 次' }).click();
    await expect(page.getByText(/样例老师甲 已知悉/)).toBeVisible();
    await desk.look('file-seals', SCHEMES);
  });

  test('reads the record, filters it by words and opens a change', async () => {
    await desk.visit('/settings?part=security');
    await page.getByRole('link', { name: '打开操作记录' }).click();
    await expect(page.getByRole('heading', { name: '查阅与操作记录' })).toBeVisible();
    await expect(page.getByRole('row', { name: /查看 · 启封.*查看辅导记录.*样例沈清和/ }).first()).toBeVisible();
    await desk.look('page', SCHEMES);
    await page.getByLabel('做了什么').fill('修改学生资料');
    const row = page.getByRole('row', { name: /修改学生资料.*学生 · 住址/ });
    await expect(row).toBeVisible();
    await expect(page.getByRole('row', { name: /查看辅导记录/ })).toHaveCount(0);
    await row.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('row', { name: /学生 · 住址.*（空）.*样例路1号/ })).toBeVisible();
    await desk.look('row', SCHEMES);
    await page.keyboard.press('Escape');
    await page.getByLabel('做了什么').fill('');
    await page.getByRole('combobox', { name: '操作' }).click();
    await page.getByRole('option', { name: '启封' }).click();
    await expect(page.getByRole('row', { name: /启封查看.*样例沈清和/ })).toBeVisible();
  });

  test('checks that it is whole', async () => {
    await page.getByRole('button', { name: '核对记录是否完整' }).click();
    await expect(page.getByText(/记录完整，共 \d+ 条/)).toBeVisible();
    await desk.look('verified', SCHEMES);
  });

  test('exports what is filtered', async () => {
    const path = join(desk.dataDir, '样例操作记录.xlsx');
    await desk.app.answerSaveDialog(path);
    await page.getByRole('button', { name: '导出表格' }).click();
    await expect(page.getByText(/已导出 \d+ 条/)).toBeVisible({ timeout: 30_000 });
    const book = read(readFileSync(path));
    const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
    expect(rows[0]).toContain('做了什么');
    expect(rows.slice(1).every((row) => row.includes('启封'))).toBe(true);
  });

  test('prints it for the yearly audit, and that is on record too', async () => {
    await page.getByRole('button', { name: '打印年度审计' }).click();
    await page.getByLabel('交给谁').fill('样例学校档案室');
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.locator('canvas[data-drawn="true"]').first()).toBeVisible({ timeout: 60_000 });
    await desk.look('print', SCHEMES);
    const path = join(desk.dataDir, '样例审计.pdf');
    await desk.app.answerSaveDialog(path);
    await page.getByRole('button', { name: '另存为 PDF' }).click();
    await expect(page.getByText(/已保存 样例审计.pdf/)).toBeVisible({ timeout: 30_000 });
    expect(existsSync(path)).toBe(true);
    const [logged] = (await desk.call('audit.list', { channels: ['documents.recordOutput'] })).rows;
    expect(logged).toMatchObject({ action: 'export', userName: '样例老师甲' });
  });
});
