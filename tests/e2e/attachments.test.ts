import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Desk, expect, openSchool } from './desk.ts';

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

let desk: Desk;
let page: Page;
let studentId: string;
/** The files of the person at the desk. */
const base = mkdtempSync(join(tmpdir(), 'xindang-attachments-files-'));

async function add(file: string, description: string): Promise<void> {
  await page.getByRole('button', { name: '添加附件' }).click();
  const dialog = page.getByRole('dialog', { name: '添加附件' });
  await dialog.getByLabel('说明').fill(description);
  await desk.app.answerOpenDialog([file]);
  await dialog.getByRole('button', { name: '选择文件' }).click();
}

/** Every file below a folder that holds the word. */
function holding(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(word));
}

beforeAll(async () => {
  writeFileSync(join(base, '同意书-样例.pdf'), onePage(CANARY));
  writeFileSync(join(base, '照片-样例.png'), Buffer.from(PNG, 'base64'));
  writeFileSync(join(base, '网页-样例.pdf'), '<!doctype html><title>样例</title>');
  desk = await openSchool({ name: 'attachments' }, async ({ call }) => {
    const card = { name: '样例沈清和', sex: '2', birthDate: '2013-03-05', className: '八(1)班' } as const;
    ({ studentId } = await call('students.create', card));
  });
  page = desk.page;
  await desk.visit(`/students/${studentId}`);
}, 300_000);
afterAll(async () => {
  await desk?.leave();
  rmSync(base, { recursive: true, force: true });
});

describe('attachments in a student’s file', () => {
  test('are added with what they are, and refused with what to do', async () => {
    await add(join(base, '同意书-样例.pdf'), '样例：监护人签字');
    await expect(page.getByRole('button', { name: '同意书-样例.pdf', exact: true })).toBeVisible();
    await expect(page.getByText('样例：监护人签字').first()).toBeVisible();
    await add(join(base, '照片-样例.png'), '');
    await expect(page.getByRole('button', { name: '照片-样例.png', exact: true })).toBeVisible();
    await desk.look('list');
    await add(join(base, '网页-样例.pdf'), '');
    await expect(page.getByText('这种文件不能存入。')).toBeVisible();
    await desk.look('refused');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).last().click();
  });

  test('are looked at without touching the disk', async () => {
    await page.getByRole('button', { name: '同意书-样例.pdf', exact: true }).click();
    await expect(page.locator('canvas[data-drawn]')).toBeVisible();
    await desk.look('pdf');
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '照片-样例.png', exact: true }).click();
    const picture = page.getByRole('img', { name: '附件图片：照片-样例.png' });
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(10);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    expect(holding(desk.dataDir, CANARY)).toEqual([]);
  });

  test('leave only with recipient and purpose, and go for good with a reason', async () => {
    const target = join(base, '给医院.pdf');
    const more = page.getByRole('button', { name: '同意书-样例.pdf 的其他操作' });
    await more.click();
    await page.getByRole('menuitem', { name: '另存到电脑' }).click();
    await page.getByLabel(/^给谁/).fill('样例医院');
    await page.getByLabel(/^用途/).fill('样例：转介');
    await desk.look('save');
    await desk.app.answerSaveDialog(target);
    await page.getByRole('button', { name: '选择位置并保存' }).click();
    await expect(page.getByText('已保存为 给医院.pdf')).toBeVisible();
    expect(readFileSync(target).equals(onePage(CANARY))).toBe(true);
    await more.click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByLabel(/^原因/).fill('样例：传错人');
    await desk.look('remove');
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('已删除：样例：传错人')).toBeVisible();
    await expect(more).toHaveCount(0);
  });
});
