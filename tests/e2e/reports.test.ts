import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { makeSampleVault, SAMPLE_PASSPHRASE } from '../../tools/sample-school/vault.ts';
import { type Desk, expect, openDesk } from './desk.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({
    name: 'reports',
    prepare: async (dataDir) => {
      await makeSampleVault(join(dataDir, 'vault'), { students: 240, years: 1 });
    },
  });
  page = desk.page;
  await desk.unlock(SAMPLE_PASSPHRASE);
}, 180_000);
afterAll(() => desk?.leave());

describe('today and the summary', () => {
  test('the day shows to-dos with their why and how far the term has come', async () => {
    await expect(page.getByRole('heading', { name: '要做的事' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('progressbar', { name: /实地家访/ })).toBeAttached();
    await expect(page.locator('li', { hasText: '待访谈' }).first()).toBeVisible();
    await desk.look('today');
  });

  test('a number opens the list that makes it', async () => {
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '汇报' }).click();
    const enrolled = page.getByRole('button', { name: /^在读学生，全校：/ });
    await expect(enrolled).toBeVisible({ timeout: 30_000 });
    await desk.look('summary');
    const count = Number(((await enrolled.textContent()) ?? '').replaceAll(',', ''));
    expect(count).toBeGreaterThan(100);
    await enrolled.click();
    await expect(page.getByRole('dialog').getByText(`计入 ${count}`)).toBeVisible();
    await desk.look('summary-list');
    await page.keyboard.press('Escape');
  });

  test('the export asks for purpose and recipient and gives a workbook without names', async () => {
    const path = join(desk.dataDir, '汇总.xlsx');
    await desk.app.answerSaveDialog(path);
    await page.getByRole('button', { name: '导出 xlsx' }).click();
    await page.getByRole('dialog').getByLabel('接收单位').fill('样例县教体局');
    await page.getByRole('dialog').getByLabel('用途').fill('样例汇总');
    await page.getByRole('dialog').getByRole('button', { name: '选择位置并导出' }).click();
    await expect(page.getByText('已导出 汇总.xlsx。')).toBeVisible({ timeout: 30_000 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(path) as never);
    expect(book.getWorksheet('汇总')?.getCell('A1').value).toBe('学校心理健康工作汇总');
  });
});

describe('the individual record', () => {
  test('is previewed, saved as a PDF with its own Chinese font, and registered', async () => {
    await page.getByRole('button', { name: /^实地家访率，全校：/ }).click();
    await page.getByRole('dialog').getByRole('row').nth(1).click();
    await page.waitForURL(/students\//);
    const studentId = page.url().split('/').at(-1) ?? '';
    await desk.visit(`/documents/record/${studentId}`);
    await page.getByLabel('预警等级').check();
    await page.getByLabel('个别辅导记录').check();
    await page.getByLabel('接收方').fill('样例县教体局');
    await page.getByRole('combobox', { name: '接收人身份' }).click();
    await page.getByRole('option', { name: '学生本人或监护人' }).click();
    await page.getByLabel('用途').fill('样例移交');
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.locator('canvas[data-drawn="true"]').first()).toBeVisible({ timeout: 60_000 });
    await desk.look('record');
    const path = join(desk.dataDir, '档案.pdf');
    await desk.app.answerSaveDialog(path);
    await page.getByRole('button', { name: '另存为 PDF' }).click();
    await expect(page.getByText(/第 1 份 · 样例县教体局/)).toBeVisible({ timeout: 30_000 });
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    expect(text).toContain('机密');
    expect(text).toContain('学生心理档案');
    expect(text).toContain('第 1 份 · 接收方：样例县教体局');
    expect(text).toContain('等级说明');
    const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' });
    const embedded = fonts.split('\n').slice(2).filter(Boolean);
    expect(fonts).toMatch(/NotoSansSC\S*\s+CID TrueType/);
    for (const line of embedded) expect(line).toMatch(/\s+yes\s+(yes|no)\s+(yes|no)\s+\d/);
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Page size:.*A4/);
  });
});
