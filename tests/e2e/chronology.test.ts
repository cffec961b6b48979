import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { systemClock } from '../../src-main/vault/clock.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { SAMPLE_PASSPHRASE, SAMPLE_USER } from '../../tools/sample-school/vault.ts';
import { type Desk, expect, openDesk } from './desk.ts';

const ENTRIES = 2000;

let desk: Desk;
let page: Page;

/** A vault with one invented student whose file has thousands of entries. */
async function makeVault(dataDir: string): Promise<void> {
  const vault = new Vault({ folder: join(dataDir, 'vault'), clock: systemClock, newId: uuidv7 });
  const { recoveryCode } = await vault.create({
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: SAMPLE_USER,
    passphrase: SAMPLE_PASSPHRASE,
  });
  try {
    await vault.confirmRecovery(recoveryCode);
    const opened = vault.opened;
    if (!opened) throw new Error('the vault did not open');
    const by = opened.session.userId;
    const at = '2026-09-01T02:00:00.000Z';
    await opened.db.transaction().execute(async (db) => {
      const edited = { created_at: at, created_by: by, updated_at: at, updated_by: by };
      await db
        .insertInto('student')
        .values({ id: 'student', name: '样例沈清和', name_pinyin: 'yanglishenqinghe', name_initials: 'ylsqh', ...edited })
        .execute();
      for (let n = 0; n < ENTRIES; n += 1) {
        const day = addDays('2026-11-20', -n);
        await db
          .insertInto('home_visit')
          .values({
            id: uuidv7(),
            student_id: 'student',
            visited_on: day,
            mode: 'onsite',
            visitors: '["样例班主任"]',
            findings: n === 7 ? '样例：窗台上有一盆绿萝，祖母说孩子每天浇水。' : `样例：第 ${ENTRIES - n} 次，家中一切照常。`,
            recorded_at: `${day}T08:00:00.000Z`,
            recorded_by: by,
            updated_at: `${day}T08:00:00.000Z`,
            updated_by: by,
          })
          .execute();
      }
    });
  } finally {
    await vault.lock();
  }
}

beforeAll(async () => {
  desk = await openDesk({ name: 'chronology', prepare: makeVault });
  page = desk.page;
  await desk.unlock(SAMPLE_PASSPHRASE);
}, 400_000);
afterAll(() => desk?.leave());

describe('a file of thousands of entries', () => {
  const list = () => page.getByRole('region', { name: '记录' }).getByRole('list').first();
  const entries = () => list().locator('> li');

  test('keeps only what is near the screen, and reads on while it is scrolled to the first day', async () => {
    await desk.visit('/students/student');
    await expect(entries().first()).toContainText(`第 ${ENTRIES} 次`, { timeout: 20_000 });
    expect(await entries().count()).toBeLessThan(60);
    await desk.look('chronology');
    await expect
      .poll(
        async () => {
          await page.locator('#content').evaluate((content) => content.scrollTo(0, content.scrollHeight));
          return await page.getByText('第 1 次，').count();
        },
        { timeout: 120_000, intervals: [60] },
      )
      .toBe(1);
    expect(await entries().count()).toBeLessThan(60);
  }, 150_000);

  test('is walked with the arrow keys', async () => {
    await page.locator('#content').evaluate((content) => content.scrollTo(0, 0));
    const first = entries().first();
    await expect(first).toContainText(`第 ${ENTRIES} 次`);
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await expect(entries().nth(1)).toBeFocused();
  }, 60_000);

  test('is narrowed by words and lets out just that, on record', async () => {
    await page.getByRole('textbox', { name: '在记录中查找' }).fill('绿萝');
    await expect(entries()).toHaveCount(1, { timeout: 20_000 });
    await page.getByRole('button', { name: '打印或导出所列' }).click();
    await expect(page.getByText('词语：绿萝')).toBeVisible();
    await page.getByLabel('接收人或单位').fill('样例县教体局');
    await page.getByRole('combobox', { name: '接收人身份' }).click();
    await page.getByRole('option', { name: '本校工作人员' }).click();
    await page.getByLabel('用途').fill('样例检查');
    await page.getByRole('button', { name: '预览', exact: true }).click();
    await expect(page.getByText('共 1 页')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
    await desk.look('chronology-output');
    const target = join(desk.dataDir, '样例.xlsx');
    await desk.app.answerSaveDialog(target);
    await page.getByRole('button', { name: '另存为表格' }).click();
    await expect(page.getByText('已存为 样例.xlsx')).toBeVisible({ timeout: 30_000 });
    expect(existsSync(target)).toBe(true);
    await page.getByRole('button', { name: '回到档案' }).click();
    await expect(entries().first()).toContainText('打印或外传', { timeout: 20_000 });
  }, 180_000);
});

describe('searching', () => {
  test('goes from Ctrl+K into the notes and shows the place', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill('绿萝');
    await page.getByRole('button', { name: '在记录里找“绿萝”' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('在记录里找');
    const hit = page.getByRole('list', { name: '找到的记录' }).getByRole('listitem');
    await expect(hit).toHaveCount(1, { timeout: 60_000 });
    await expect(hit.locator('mark')).toHaveText('绿萝');
    await desk.look('search');
    await page.emulateMedia({ colorScheme: 'dark' });
    await hit.getByRole('link', { name: '样例沈清和' }).click();
    await expect(page.getByRole('region', { name: '记录' })).toBeVisible({ timeout: 20_000 });
  }, 120_000);

  test('says so when nothing is found, and can make the index anew', async () => {
    await desk.visit('/search?q=没有这样的话');
    await expect(page.getByText('没有找到')).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: '重建索引' }).click();
    await expect(page.getByText(/索引已重建，共 \d+ 条记录/)).toBeVisible({ timeout: 60_000 });
    await desk.look('search-nothing');
  }, 120_000);
});
