import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { read, utils } from '@e965/xlsx';
import { expect } from 'playwright/test';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { untilLocked } from '../../tools/demo/desk.ts';
import { type AppUnderTest, launchApp } from './host.ts';

const COUNSELOR = '样例-山茶花-开在-北坡-17';
const LEAD = '样例-石榴花-落在-南墙-28';
const PICTURES = process.env.XINDANG_PICTURES;
const TEXT = '样例：夜里睡不着';
const REASON = '样例：家长到校，需要当面说明情况';

let app: AppUnderTest;
let page: Page;
let studentId: string;
const dataDir = mkdtempSync(join(tmpdir(), 'xindang-audit-'));

async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = (await page.evaluate(
    ([name, body]) =>
      (globalThis as unknown as { xindang: { call(name: string, body: unknown): Promise<unknown> } }).xindang.call(name, body),
    [channel, input] as const,
  )) as Result<Output<C>>;
  if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
  return result.value;
}

async function visit(path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** Looks at the screen in both schemes; axe finds nothing. */
async function look(name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate((value) => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `audit-${name}-${scheme}.png`) });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
    );
    expect(found, `${name} in ${scheme}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
}

async function openAs(user: string | null, passphrase: string): Promise<void> {
  await untilLocked(page, () => call('shell.lock', {}));
  const field = page.getByLabel(/^口令( \*)?$/);
  await expect(field).toBeVisible({ timeout: 30_000 });
  if (user !== null) {
    await page.getByRole('combobox', { name: '使用者' }).click();
    await page.getByRole('option', { name: user }).click();
  }
  await field.fill(passphrase);
  await page.getByRole('button', { name: '打开', exact: true }).click();
}
const inside = () => expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });

beforeAll(async () => {
  app = await launchApp({ dataDir });
  page = app.page;
  await expect(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 });
  await call('shell.setSettings', { language: 'zh' });
  const { recoveryCode } = await call('vault.create', {
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: COUNSELOR,
  });
  await call('vault.confirmRecovery', { recoveryCode });
  const card = { sex: '2' as const, birthDate: '2013-03-05', className: '八(1)班' };
  ({ studentId } = await call('students.create', { ...card, name: '样例沈清和' }));
  const { sessionId, revision } = await call('cases.saveSession', {
    studentId,
    heldOn: '2026-11-20',
    minutes: 40,
    mode: 'faceToFace',
    source: 'self',
    complaint: TEXT,
  });
  await call('cases.signSession', { sessionId, revision });
  await call('students.update', { ...card, name: '样例沈清和', studentId, revision: 1, address: '样例路1号' });
  const { oneTimePassphrase } = await call('users.add', { name: '样例主任乙', role: 'lead' });
  await openAs('样例主任乙', oneTimePassphrase);
  await page.getByLabel(/^新口令( \*)?$/).fill(LEAD, { timeout: 30_000 });
  await page.getByLabel('再输一次口令').fill(LEAD);
  await page.getByRole('button', { name: '保存并继续' }).click();
  await inside();
}, 180_000);

afterAll(async () => {
  await app?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the lead at one student’s file', () => {
  test('sees that a note is there, not what it says', async () => {
    await visit(`/students/${studentId}`);
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
    await look('seal-dialog');
    await dialog.getByLabel('为什么需要查看').fill(REASON);
    await dialog.getByText('30 分钟').click();
    await dialog.getByRole('button', { name: '启封', exact: true }).click();
    await expect(page.getByText(/已启封，\d\d:\d\d 自动结束/)).toBeVisible();
    await expect(page.getByText(TEXT).first()).toBeVisible();
    await look('seal-running');
    await page.getByRole('link', { name: /个别辅导 第1次/ }).click();
    await expect(page.getByText(TEXT)).toBeVisible();
    await expect(page.getByRole('textbox', { name: '补记' })).toHaveCount(0);
  });

  test('ends it, and the words are gone', async () => {
    await visit(`/students/${studentId}`);
    await page.getByRole('button', { name: '现在结束' }).click();
    await expect(page.getByRole('button', { name: '启封查看' })).toBeVisible();
    await expect(page.getByText('内容仅心理教师可见').first()).toBeVisible();
    await expect(page.getByText(TEXT)).toHaveCount(0);
  });
});

describe('the counselor afterwards', () => {
  test('finds it on 今日 with the reason and takes notice', async () => {
    await openAs('样例老师甲', COUNSELOR);
    await inside();
    await visit('/today');
    await expect(page.getByText('样例主任乙 启封查看了 样例沈清和 的档案')).toBeVisible();
    await expect(page.getByText(REASON)).toBeVisible();
    await look('today');
    await page.getByRole('button', { name: '已知悉' }).click();
    await expect(page.getByText('有人启封查看过档案')).toHaveCount(0);
    await visit(`/students/${studentId}`);
    await page.getByRole('button', { name: '启封记录 1 次' }).click();
    await expect(page.getByText(/样例老师甲 已知悉/)).toBeVisible();
    await look('file-seals');
  });

  test('reads the record, filters it by words and opens a change', async () => {
    await visit('/settings?part=security');
    await page.getByRole('link', { name: '打开操作记录' }).click();
    await expect(page.getByRole('heading', { name: '查阅与操作记录' })).toBeVisible();
    await expect(page.getByRole('row', { name: /查看 · 启封.*查看辅导记录.*样例沈清和/ }).first()).toBeVisible();
    await look('page');
    await page.getByLabel('做了什么').fill('修改学生资料');
    const row = page.getByRole('row', { name: /修改学生资料.*学生 · 住址/ });
    await expect(row).toBeVisible();
    await expect(page.getByRole('row', { name: /查看辅导记录/ })).toHaveCount(0);
    await row.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('row', { name: /学生 · 住址.*（空）.*样例路1号/ })).toBeVisible();
    await look('row');
    await page.keyboard.press('Escape');
    await page.getByLabel('做了什么').fill('');
    await page.getByRole('combobox', { name: '操作' }).click();
    await page.getByRole('option', { name: '启封' }).click();
    await expect(page.getByRole('row', { name: /启封查看.*样例沈清和/ })).toBeVisible();
  });

  test('checks that it is whole', async () => {
    await page.getByRole('button', { name: '核对记录是否完整' }).click();
    await expect(page.getByText(/记录完整，共 \d+ 条/)).toBeVisible();
    await look('verified');
  });

  test('exports what is filtered', async () => {
    const path = join(dataDir, '样例操作记录.xlsx');
    await app.answerSaveDialog(path);
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
    await look('print');
    const path = join(dataDir, '样例审计.pdf');
    await app.answerSaveDialog(path);
    await page.getByRole('button', { name: '另存为 PDF' }).click();
    await expect(page.getByText(/已保存“样例审计.pdf”/)).toBeVisible({ timeout: 30_000 });
    expect(existsSync(path)).toBe(true);
    const [logged] = (await call('audit.list', { channels: ['documents.recordOutput'] })).rows;
    expect(logged).toMatchObject({ action: 'export', userName: '样例老师甲' });
  });
});
