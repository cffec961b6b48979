import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Desk, expect, openDesk, picture, SCHEMES } from './desk.ts';

const FIRST = '样例-山茶花-开在-北坡-17';
const SECOND = '样例-石榴花-落在-南墙-28';
const THIRD = '样例-桂花树-种在-东院-39';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({ name: 'keys' });
  page = desk.page;
}, 120_000);
afterAll(() => desk?.leave());

/** What a print of the window would show: only the sheets. */
async function printed(name: string): Promise<string[]> {
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#root')).toBeHidden();
  await picture(page, `keys-${name}-print`);
  const sheets = await page.locator('[data-paper] article').allInnerTexts();
  await page.emulateMedia({ media: 'screen' });
  return sheets;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');

async function setNew(passphrase: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '设置新口令' })).toBeVisible({ timeout: 30_000 });
  await page.getByLabel(/^新口令( \*)?$/).fill(passphrase);
  await page.getByLabel('再输一次口令').fill(passphrase);
  await button('保存并继续').click();
}

async function toKeys(): Promise<void> {
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: '设置' }).click();
  await page.getByRole('tab', { name: '使用者与钥匙' }).click();
}

async function writeDownRecovery(): Promise<void> {
  const code = (await page.locator('output').textContent()) ?? '';
  await button('已经抄好').click();
  await page.getByRole('textbox', { name: '恢复码' }).fill(code);
  await button('核对').click();
}

describe('users and keys', () => {
  let oneTime = '';
  let codes: string[] = [];

  test('the first counselor makes the vault', async () => {
    await expect(page.getByRole('heading', { name: '开始使用' })).toBeVisible({ timeout: 30_000 });
    await page.getByLabel('学校名称').fill('样例九年制学校');
    await page.getByLabel('您的姓名').fill('样例老师甲');
    await page.getByLabel(/^口令( \*)?$/).fill(FIRST);
    await page.getByLabel('再输一次口令').fill(FIRST);
    await button('建立档案库').click();
    await expect(page.getByRole('heading', { name: '抄下恢复码' })).toBeVisible({ timeout: 30_000 });
    const [sheet] = await printed('recovery');
    expect(sheet).toContain('样例九年制学校');
    expect(sheet).toContain((await page.locator('output').textContent()) ?? '?');
    await writeDownRecovery();
    await button('以后再说').click({ timeout: 30_000 });
    await toKeys();
    await expect(page.getByRole('heading', { name: '使用者', exact: true })).toBeVisible();
    // This host has no protected key store and says so.
    await expect(page.getByText(/没有受保护的密码库/)).toBeVisible();
    await desk.look('page', SCHEMES);
  });

  test('a second user gets a one-time passphrase on paper', async () => {
    await button('添加使用者').click();
    await dialog().getByLabel('姓名').fill('样例老师甲');
    await button('添加').click();
    await expect(dialog().getByText(/这个姓名已经用过/)).toBeVisible();
    await desk.look('add', SCHEMES);
    await dialog().getByLabel('姓名').fill('样例主任乙');
    await button('添加').click();
    await expect(dialog().getByText('只显示这一次。', { exact: false })).toBeVisible({ timeout: 30_000 });
    oneTime = (await dialog().locator('output').textContent()) ?? '';
    await desk.look('slip', SCHEMES);
    const sheets = await printed('slip');
    expect(sheets).toHaveLength(1);
    expect(sheets[0]).toContain(oneTime);
    await button('已经抄好或打印').click();
    await expect(page.getByText('还没有换掉一次性口令')).toBeVisible();
  });

  test('the emergency key comes as three pages and counts once one is typed back', async () => {
    await button('制作应急钥匙').click();
    await dialog()
      .getByLabel(/第 2 份/)
      .fill('样例校长');
    await desk.look('make', SCHEMES);
    await button('制作').click();
    await expect(button('打印三页')).toBeVisible({ timeout: 30_000 });
    await desk.look('pages', SCHEMES);
    const sheets = await printed('pages');
    expect(sheets).toHaveLength(3);
    codes = sheets.map((sheet) => /([0-9A-HJKMNP-TV-Z]{4}-){15}[0-9A-HJKMNP-TV-Z]{2}/.exec(sheet)?.[0] ?? '');
    expect(new Set(codes).size).toBe(3);
    expect(sheets[1]).toContain('校长 样例校长');
    await button('三页都已打印').click();
    await dialog()
      .getByLabel('应急钥匙上的内容')
      .fill((codes[0] ?? '').replace(/^./, (one) => (one === 'A' ? 'B' : 'A')));
    await button('核对').click();
    await expect(dialog().getByText(/不是刚做的这一套/)).toBeVisible({ timeout: 30_000 });
    await dialog()
      .getByLabel('应急钥匙上的内容')
      .fill((codes[0] ?? '').toLowerCase().replaceAll('-', ' '));
    await button('核对').click();
    await expect(page.getByText(/制作，有效：/)).toBeVisible({ timeout: 30_000 });
  });

  test('the own passphrase is changed with the present one', async () => {
    await button('修改口令').click();
    await dialog()
      .getByLabel(/^现在的口令/)
      .fill('不对');
    await dialog()
      .getByLabel(/^新口令/)
      .fill(SECOND);
    await dialog().getByLabel('再输一次口令').fill(SECOND);
    await button('保存').click();
    await expect(dialog().getByText(/口令不对/)).toBeVisible({ timeout: 30_000 });
    await desk.look('passphrase', SCHEMES);
    await dialog()
      .getByLabel(/^现在的口令/)
      .fill(FIRST);
    await button('保存').click();
    await expect(dialog()).toHaveCount(0, { timeout: 30_000 });
  });

  test('the new user must choose a passphrase before anything else answers', async () => {
    await desk.lock();
    await desk.enter(oneTime.toLowerCase(), '样例主任乙');
    await expect(page.getByRole('heading', { name: '设置新口令' })).toBeVisible({ timeout: 30_000 });
    const early = await page.evaluate(() =>
      (window as unknown as { xindang: { call(channel: string, input: unknown): Promise<unknown> } }).xindang.call(
        'settings.school',
        {},
      ),
    );
    expect(early).toEqual({ ok: false, error: { code: 'passphraseDue' } });
    await setNew(THIRD);
    await toKeys();
    await expect(page.getByText('我的钥匙：样例主任乙')).toBeVisible();
    await expect(button('添加使用者')).toHaveCount(0);
    await desk.look('lead', SCHEMES);
  });

  test('a part is checked and two parts open, on the lock screen', async () => {
    await desk.lock();
    await button('检查一份应急钥匙').click();
    await page.getByLabel('应急钥匙上的内容').fill(codes[1] ?? '');
    await button('检查').click();
    await expect(page.getByText(/这是校长（样例校长）保管的第 2 份/)).toBeVisible({ timeout: 30_000 });
    await desk.look('check', SCHEMES);
    await button('返回').click();
    await button('用两份应急钥匙打开').click();
    await page.getByLabel('第一份').fill(codes[1] ?? '');
    await page.getByLabel('第二份').fill(codes[1] ?? '');
    await button('打开').click();
    await expect(page.getByText(/两次输入的是同一份/)).toBeVisible({ timeout: 30_000 });
    await desk.look('shares', SCHEMES);
    await page.getByLabel('第二份').fill(codes[2] ?? '');
    await button('打开').click();
    await setNew(FIRST);
    await toKeys();
    await expect(page.getByText('我的钥匙：样例老师甲')).toBeVisible();
  });

  test('somebody leaves and the data key is replaced; the old emergency key ends', async () => {
    await page.getByRole('row', { name: /样例主任乙/ }).click();
    await desk.look('person', SCHEMES);
    await dialog().getByRole('button', { name: '停用' }).click();
    await dialog().getByText('钥匙可能被带走').click();
    await desk.look('close', SCHEMES);
    await button('下一步：更换数据密钥').click();
    await expect(dialog().getByText('同时停用样例主任乙。')).toBeVisible();
    await desk.look('rekey', SCHEMES);
    await dialog()
      .getByLabel(/^现在的口令/)
      .fill(SECOND);
    await button('更换数据密钥').last().click();
    await expect(dialog().getByText(/口令不对/)).toBeVisible({ timeout: 30_000 });
    await dialog()
      .getByLabel(/^现在的口令/)
      .fill(FIRST);
    await button('更换数据密钥').last().click();
    await expect(dialog().getByText('抄下恢复码')).toBeVisible({ timeout: 60_000 });
    await writeDownRecovery();
    await expect(dialog().getByText(/数据密钥已经更换/)).toBeVisible({ timeout: 30_000 });
    await desk.look('rekey-end', SCHEMES);
    await button('知道了').click();
    await expect(page.getByText('还没有做过。')).toBeVisible();
    await desk.lock();
    await expect(button('用两份应急钥匙打开')).toHaveCount(0);
    await desk.enter(FIRST);
    await toKeys();
    await expect(page.getByRole('row', { name: /样例主任乙/ })).toBeVisible();
  });
});
