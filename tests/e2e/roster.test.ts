import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';
import { importZh as words } from '../../src-renderer/features/students/locale/import-zh.ts';
import { createVault, goOnToRoster } from '../../tools/demo/vault-steps.ts';
import { sheetOf, workbook } from '../support/roster.ts';
import { type AppUnderTest, launchApp } from './host.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/rosters', name);

let app: AppUnderTest;
let base: string;
const violations: Record<string, string[]> = {};

/** Looks at the screen: axe always, and a picture where XINDANG_PICTURES names a folder. */
async function look(name: string): Promise<void> {
  const found = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze();
  violations[name] = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
  if (process.env.XINDANG_PICTURES) await app.page.screenshot({ path: join(process.env.XINDANG_PICTURES, `${name}.png`) });
}

const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true });

async function choose(file: string): Promise<void> {
  await app.answerOpenDialog([file]);
  await button(words.choose).click();
  await button(words.toPreview).waitFor();
}

async function run(): Promise<void> {
  await app.page.getByRole('button', { name: /^导入 \d+ 行$/ }).click();
  await app.page.getByRole('status').filter({ hasText: words.doneTitle }).waitFor();
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'xindang-roster-'));
  app = await launchApp({ dataDir: join(base, 'data') });
  app.page.setDefaultTimeout(90_000);
  await createVault(app);
  await goOnToRoster(app);
}, 300_000);

afterAll(async () => {
  await app?.close();
  rmSync(base, { recursive: true, force: true });
});

describe('a counselor who has never imported anything', () => {
  it('brings in a book of one sheet a class without touching a column', async () => {
    const { page } = app;
    await look('1-file');
    await choose(fixture('by-class-libreoffice.xls'));
    await page.getByText('班级取自工作表的名称').waitFor();
    await look('2-mapping-sheets');
    await button(words.toPreview).click();
    await page.locator('label').filter({ hasText: '新增 12' }).waitFor();
    await look('3-preview-new');
    await run();
    await look('4-done');
    await button(words.again).click();
    await page.getByRole('table', { name: words.past.title }).getByText('新增 12').waitFor();
    await look('5-past-imports');
  });

  it('sees what changes field by field, decides who is meant, keeps the refused rows and takes it all back', async () => {
    const { page } = app;
    const file = join(base, '第二份-样例.xlsx');
    writeFileSync(
      file,
      sheetOf(
        ['学号', '姓名', '班级', '民族', '身份证号', '备注栏'],
        ['0001', '样例甲', '七(1)班', '彝族', null, '样例'],
        ['', '样例戊', '七(2)班', '苗族', null, '样例'],
        ['0099', '样例新', '七(2)班', '汉族', null, '样例'],
        ['0098', '样例错', '七(2)班', '汉族', 5.30602201403051e17, '样例'],
        ['0008', '样例耕', '七(1)班', null, null, '样例'],
      ),
    );
    await choose(file);
    await look('6-mapping-unknown');
    await button(words.toPreview).click();
    await page.getByText('民族：空 → 彝族').waitFor();
    await look('7-preview-changes');
    await page.locator('label').filter({ hasText: '同名待定 1' }).click();
    await page.getByText(words.outcomeHint.sameName).waitFor();
    await page.getByRole('combobox', { name: '第 3 行怎么处理' }).click();
    await page.getByRole('option', { name: /就是 样例戊/ }).click();
    await look('8-preview-same-name');
    await page.locator('label').filter({ hasText: '疑似已有 1' }).click();
    await page.getByText(words.outcomeHint.looksLike).waitFor();
    await page.getByText(words.reason.like.sameStudentNo).waitFor();
    await page.getByRole('combobox', { name: '第 6 行怎么处理' }).click();
    await page.getByRole('option', { name: /就是 样例庚/ }).click();
    await look('8-preview-looks-like');
    await run();
    await page.getByText('新增 1 人，变更 3 人').waitFor();
    const refused = join(base, '退回-样例.xlsx');
    await app.answerSaveDialog(refused);
    await button(words.saveRefused).click();
    await page.getByText('已存为').waitFor();
    await look('9-done-refused');
    const [sheet] = readSheets(readFileSync(refused));
    expect(sheet?.rows.map((row) => row.at(-1))).toEqual([words.reasonHeading, `身份证件号：${words.reason.damaged}`]);
    await button(words.undo).click();
    await page.getByText('已撤销：移去 1 人，恢复 3 人。').waitFor();
    await look('10-undone');
  });

  it('is told in words why a file cannot be read', async () => {
    const { page } = app;
    await button(words.again).click();
    const file = join(base, '说明-样例.pdf.csv');
    writeFileSync(file, '%PDF-1.7');
    await app.answerOpenDialog([file]);
    await button(words.choose).click();
    await page.getByText('这不是表格文件').waitFor();
    await look('11-refused-file');
    const two = join(base, '两种-样例.xlsx');
    writeFileSync(
      two,
      workbook({
        甲: [
          ['姓名', '班级'],
          ['样例子', '七(3)班'],
        ],
        乙: [
          ['栏目', '要求'],
          ['姓名', '必填'],
        ],
      }),
    );
    await choose(two);
    await page.getByText(words.sheetOther).first().waitFor();
    await look('12-two-shapes');
  });

  it('meets nothing that axe complains of', () => {
    expect(Object.entries(violations).filter(([, found]) => found.length > 0)).toEqual([]);
    expect(Object.keys(violations)).toHaveLength(13);
  });
});
