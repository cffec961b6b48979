import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { PASSPHRASE } from '../../tools/demo/desk.ts';
import { type Desk, expect, openDesk, SCHEMES } from './desk.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({ name: 'vault' });
  page = desk.page;
}, 120_000);
afterAll(() => desk?.leave());

describe('the way into the vault', () => {
  let code = '';

  test('a first start asks for the school and refuses a weak passphrase', async () => {
    await expect(page.getByRole('heading', { name: '开始使用' })).toBeVisible({ timeout: 30_000 });
    await desk.look('first-run', SCHEMES);
    await page.getByLabel('学校名称').fill('样例九年制学校');
    await page.getByLabel('您的姓名').fill('样例老师甲');
    await page.getByLabel(/^口令( \*)?$/).fill('123456');
    await page.getByLabel('再输一次口令').fill('1234567');
    await page.getByRole('button', { name: '建立档案库' }).click();
    await expect(page.getByText('口令还不够强，请照下面的提示修改')).toBeVisible();
    await expect(page.getByText('两次输入不一样，请重新输入')).toBeVisible();
    await desk.look('first-run-refused', SCHEMES);
  });

  test('the recovery code is shown once and must be typed from paper', async () => {
    await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE);
    await page.getByLabel('再输一次口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: '建立档案库' }).click();
    await expect(page.getByRole('heading', { name: '抄下恢复码' })).toBeVisible({ timeout: 30_000 });
    code = (await page.locator('output').textContent()) ?? '';
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{1,4}-){5,}[0-9A-HJKMNP-TV-Z]{1,4}$/);
    await desk.look('recovery', SCHEMES);
    await page.getByRole('button', { name: '已经抄好' }).click();
    await expect(page.getByText(code)).toHaveCount(0);
    await page.getByRole('textbox', { name: '恢复码' }).fill(code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')));
    await page.getByRole('button', { name: '核对' }).click();
    await expect(page.getByText('恢复码不对。请对照纸上逐组核对，再输一次。')).toBeVisible({ timeout: 30_000 });
    await desk.look('recovery-typed', SCHEMES);
    await page.getByRole('textbox', { name: '恢复码' }).fill(code.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: '核对' }).click();
    await expect(page.getByRole('heading', { name: '档案库已建好' })).toBeVisible({ timeout: 30_000 });
    await desk.look('ready', SCHEMES);
    await page.getByRole('button', { name: '以后再说' }).click();
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  });

  test('the files of the vault are for this account alone', () => {
    const folder = join(desk.dataDir, 'vault');
    const names = readdirSync(folder).filter((name) => name.startsWith('vault.'));
    expect(names).toContain('vault.db');
    // Windows has no such bits.
    const open = names.filter((name) => process.platform !== 'win32' && (statSync(join(folder, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });

  test('the settings read the real encryption state and keep school and staff', async () => {
    await page.getByRole('link', { name: '设置' }).click();
    await expect(page.getByLabel('学校名称')).toHaveValue('样例九年制学校');
    await desk.look('settings', SCHEMES);
    await page.getByLabel('县（区）').fill('样例县');
    await page.getByRole('button', { name: '保存学校资料' }).click();
    await expect(page.getByText('学校资料已保存')).toBeVisible();
    await page.getByRole('tab', { name: '教职工' }).click();
    await page.getByRole('button', { name: '添加教职工' }).click();
    await page.getByRole('dialog').getByLabel('姓名').fill('样例老师乙');
    await desk.look('settings-staff-form', SCHEMES);
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('cell', { name: '样例老师乙' })).toBeVisible();
    await page.getByRole('tab', { name: '安全' }).click();
    await expect(page.getByText('页面已加密')).toBeVisible();
    await desk.look('settings-security', SCHEMES);
    await page.getByRole('tab', { name: '关于' }).click();
    await desk.look('settings-about', SCHEMES);
    await page.getByRole('tab', { name: '安全' }).click();
    await page.getByRole('link', { name: '打开操作记录' }).click();
    await expect(page.getByRole('heading', { name: '查阅与操作记录' })).toBeVisible();
  });

  test('search opens by key and finds pages; an unknown address says so', async () => {
    await page.keyboard.press('Control+k');
    const box = page.getByPlaceholder('输入姓名、拼音、首字母、号码、班级或监护人电话');
    await expect(box).toBeVisible();
    await desk.look('search', SCHEMES);
    await box.fill('测评');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/assessments$/);
  });

  test('the privacy shield covers everything until a key', async () => {
    await page.keyboard.press('Control+Shift+H');
    await expect(page.getByText('屏幕已遮住')).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await desk.look('shield', SCHEMES);
    await page.keyboard.press('Space');
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
    await expect(page.getByText('屏幕已遮住')).toHaveCount(0);
  });

  test('Ctrl+L empties the page and ends the process; a wrong passphrase is answered in words; the right one opens', async () => {
    expect(await desk.app.vaultPid()).not.toBeNull();
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: '打开心档' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('样例九年制学校')).toHaveCount(0);
    await expect.poll(() => desk.app.vaultPid()).toBeNull();
    await desk.look('unlock', SCHEMES);
    await page.getByLabel(/^口令( \*)?$/).fill('样例-不对的口令-2026');
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await expect(page.getByText(/口令不对。/)).toBeVisible({ timeout: 30_000 });
    await desk.look('unlock-refused', SCHEMES);
    await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
  });

  test('the recovery code opens once and is replaced', async () => {
    await page.keyboard.press('Control+l');
    await page.getByRole('button', { name: '忘记口令，用恢复码打开' }).click({ timeout: 30_000 });
    await page.getByLabel('恢复码').fill(code);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await expect(page.getByRole('heading', { name: '设置新口令' })).toBeVisible({ timeout: 30_000 });
    await desk.look('new-passphrase', SCHEMES);
    await page.getByLabel(/^新口令( \*)?$/).fill(`${PASSPHRASE}-新`);
    await page.getByLabel('再输一次口令').fill(`${PASSPHRASE}-新`);
    await page.getByRole('button', { name: '保存并继续' }).click();
    await expect(page.getByText(/刚才用掉了一个恢复码/)).toBeVisible({ timeout: 30_000 });
    const next = (await page.locator('output').textContent()) ?? '';
    expect(next).not.toBe(code);
    await page.getByRole('button', { name: '已经抄好' }).click();
    await page.getByRole('textbox', { name: '恢复码' }).fill(next);
    await page.getByRole('button', { name: '核对' }).click();
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
  });
});
