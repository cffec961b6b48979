import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'playwright/test';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { untilLocked } from '../../tools/demo/desk.ts';
import { type AppUnderTest, launchApp } from './host.ts';

const PASSPHRASE = '样例-山茶花-开在-北坡-17';
const CANARY = 'CANARYATTACHMENT';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC';

/** A PDF of one page that says the word. */
function onePage(word: string): Buffer {
  const stream = `BT /F1 24 Tf 60 700 Td (${word}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

let app: AppUnderTest;
let page: Page;
let studentId: string;
const base = mkdtempSync(join(tmpdir(), 'xindang-attachments-'));
const dataDir = join(base, 'data');

async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = (await page.evaluate(
    ([name, body]) =>
      (globalThis as unknown as { xindang: { call(name: string, body: unknown): Promise<unknown> } }).xindang.call(name, body),
    [channel, input] as const,
  )) as Result<Output<C>>;
  if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
  return result.value;
}

async function look(name: string): Promise<void> {
  if (process.env.XINDANG_PICTURES)
    await page.screenshot({ path: join(process.env.XINDANG_PICTURES, `attachments-${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
    name,
  ).toEqual([]);
}

async function add(file: string, description: string): Promise<void> {
  await page.getByRole('button', { name: '添加附件' }).click();
  const dialog = page.getByRole('dialog', { name: '添加附件' });
  await dialog.getByLabel('说明').fill(description);
  await app.answerOpenDialog([file]);
  await dialog.getByRole('button', { name: '选择文件' }).click();
}

/** Every file below a folder that holds the word. */
function holding(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(word));
}

beforeAll(async () => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(base, '同意书-样例.pdf'), onePage(CANARY));
  writeFileSync(join(base, '照片-样例.png'), Buffer.from(PNG, 'base64'));
  writeFileSync(join(base, '网页-样例.pdf'), '<!doctype html><title>样例</title>');
  app = await launchApp({ dataDir });
  page = app.page;
  page.setDefaultTimeout(60_000);
  await expect(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 });
  await call('shell.setSettings', { language: 'zh' });
  const { recoveryCode } = await call('vault.create', {
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: PASSPHRASE,
  });
  await call('vault.confirmRecovery', { recoveryCode });
  ({ studentId } = await call('students.create', {
    name: '样例沈清和',
    sex: '2',
    birthDate: '2013-03-05',
    className: '八(1)班',
  }));
  await untilLocked(page, () => call('shell.lock', {}));
  await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 60_000 });
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/students/${studentId}`);
}, 300_000);

afterAll(async () => {
  await app?.close();
  rmSync(base, { recursive: true, force: true });
});

describe('attachments in a student’s file', () => {
  test('are added with what they are, and refused with what to do', async () => {
    await add(join(base, '同意书-样例.pdf'), '样例：监护人签字');
    await expect(page.getByRole('button', { name: '同意书-样例.pdf', exact: true })).toBeVisible();
    await expect(page.getByText('样例：监护人签字').first()).toBeVisible();
    await add(join(base, '照片-样例.png'), '');
    await expect(page.getByRole('button', { name: '照片-样例.png', exact: true })).toBeVisible();
    await look('list');
    await add(join(base, '网页-样例.pdf'), '');
    await expect(page.getByText('这种文件不能存入。')).toBeVisible();
    await look('refused');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).last().click();
  });

  test('are looked at without touching the disk', async () => {
    await page.getByRole('button', { name: '同意书-样例.pdf', exact: true }).click();
    await expect(page.locator('canvas[data-drawn]')).toBeVisible();
    await look('pdf');
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '照片-样例.png', exact: true }).click();
    const picture = page.getByRole('img', { name: '附件图片：照片-样例.png' });
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(10);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    expect(holding(dataDir, CANARY)).toEqual([]);
  });

  test('leave only with recipient and purpose, and go for good with a reason', async () => {
    const target = join(base, '给医院.pdf');
    const more = page.getByRole('button', { name: '同意书-样例.pdf 的其他操作' });
    await more.click();
    await page.getByRole('menuitem', { name: '另存到电脑' }).click();
    await page.getByLabel(/^给谁/).fill('样例医院');
    await page.getByLabel(/^用途/).fill('样例：转介');
    await look('save');
    await app.answerSaveDialog(target);
    await page.getByRole('button', { name: '选择位置并保存' }).click();
    await expect(page.getByText('已保存为 给医院.pdf')).toBeVisible();
    expect(readFileSync(target).equals(onePage(CANARY))).toBe(true);
    await more.click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByLabel(/^原因/).fill('样例：传错人');
    await look('remove');
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('已删除：样例：传错人')).toBeVisible();
    await expect(more).toHaveCount(0);
  });
});
