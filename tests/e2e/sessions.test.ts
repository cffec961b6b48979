import { mkdtempSync, rmSync } from 'node:fs';
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
const PICTURES = process.env.XINDANG_PICTURES;

let app: AppUnderTest;
let page: Page;
let studentId: string;
const dataDir = mkdtempSync(join(tmpdir(), 'xindang-e2e-'));

/** Calls a channel as the page does. */
async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = (await page.evaluate(
    ([name, body]) =>
      (globalThis as unknown as { xindang: { call(name: string, body: unknown): Promise<unknown> } }).xindang.call(name, body),
    [channel, input] as const,
  )) as Result<Output<C>>;
  if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Goes to an address inside the app. */
async function visit(path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** The frame around the screen has a test of its own. */
async function expectAccessible(name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}`).join(' | ')}`);
  expect(found, name).toEqual([]);
}

async function unlock(): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(PASSPHRASE, { timeout: 30_000 });
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
}

beforeAll(async () => {
  app = await launchApp({ dataDir });
  page = app.page;
  await expect(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 });
  // The words looked for are Chinese, whatever the language of this computer.
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
  await call('settings.saveStaff', { name: '样例老师乙', kind: 'subject', partyMember: false, phone: null, leftOn: null });
  await untilLocked(page, () => call('shell.lock', {}));
  await unlock();
}, 180_000);

afterAll(async () => {
  await app?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a session note', () => {
  const half = '样例:这周有三天睡到天亮,昨晚又';

  test('half a sentence survives a lock and comes back exactly', async () => {
    await visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByRole('heading', { name: '写辅导记录 · 第 1 次' })).toBeVisible();
    await page.getByLabel('主诉').fill(half);
    await untilLocked(page, () => call('shell.lock', {}));
    await expect(page.getByLabel('口令', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await page.content()).not.toContain(half);
    await unlock();
    await visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByLabel('主诉')).toHaveValue(half);
    await expectAccessible('session-form');
  });

  test('is saved and signed; then it is locked and only added to', async () => {
    await page.getByLabel('下一步').fill('样例:下周再谈睡眠');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByRole('heading', { name: '第 1 次辅导' })).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveValue(half);
    await page.getByRole('button', { name: '保存并签名' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存并签名' }).click();
    await expect(page.getByText('已签名锁定')).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveCount(0);
    await page.getByRole('textbox', { name: '补记' }).fill('样例补记:家长来电');
    await page.getByRole('button', { name: '加一条补记' }).click();
    await expect(page.getByText('样例补记:家长来电', { exact: true }).first()).toBeVisible();
    await expectAccessible('session-signed');
    await visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByText('下一步：样例:下周再谈睡眠')).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveValue('');
  });
});

describe('a case and its plan', () => {
  test('opening asks for consent; consent given, it opens', async () => {
    await visit(`/cases/new?student=${studentId}`);
    await page.getByRole('button', { name: '开案' }).click();
    await expect(page.getByText('没有有效的个别辅导同意：请先登记同意书，或写明依据。').first()).toBeVisible();
    await expectAccessible('case-new-refused');
    await page.getByRole('button', { name: '登记同意书' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '登记' }).click();
    await expect(page.getByText('个别辅导同意齐全')).toBeVisible();
    await page.getByRole('button', { name: '开案' }).click();
    await expect(page.getByRole('heading', { name: /样例沈清和 · \d{4}-001/ })).toBeVisible();
    await expectAccessible('case-page');
    await visit('/cases');
    await expect(page.getByRole('row', { name: /样例沈清和/ })).toBeVisible();
    await expectAccessible('case-list');
  });

  test('a plan names what is missing, is saved and reviewed', async () => {
    await visit(`/plans/new?student=${studentId}`);
    await page.getByLabel('入库原因').fill('样例:预警');
    await page.getByRole('textbox', { name: '目标', exact: true }).fill('样例:每周五晚 22:30 前入睡');
    await page.getByLabel('做到怎样').fill('五晚');
    await page.getByLabel('做什么').fill('样例:睡前记录');
    await page.getByRole('button', { name: '保存方案' }).click();
    await expect(page.getByText('请填写这一栏').first()).toBeVisible();
    await page.getByLabel('谁来做').fill('学生');
    await page.getByLabel('多久一次').fill('每天');
    await expectAccessible('plan-form');
    await page.getByRole('button', { name: '保存方案' }).click();
    await expect(page.getByRole('button', { name: '做评估' })).toBeVisible();
    await page.getByRole('button', { name: '做评估' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '3 大部分' }).check();
    await dialog.getByRole('textbox', { name: '进展' }).fill('样例:四晚');
    await expectAccessible('plan-review');
    await dialog.getByRole('button', { name: '保存评估' }).click();
    await expect(page.getByText('3 / 4')).toBeVisible();
    await expectAccessible('plan-page');
    await visit('/plans');
    await expect(page.getByRole('row', { name: /样例沈清和/ })).toBeVisible();
    await expectAccessible('plan-list');
  });
});

describe('visits and the work record', () => {
  test('a visit by phone is kept and does not count; one on site does', async () => {
    await visit(`/visits/new?student=${studentId}`);
    await page.getByLabel('家访教师').first().fill('样例老师乙');
    await page.keyboard.press('Enter');
    await page.getByLabel('发现的情况').fill('样例:祖母照料');
    await expectAccessible('visit-form');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(/在读 1 人，已实地家访 1 人，还差 0 人/)).toBeVisible();
    await expectAccessible('visit-list');
  });

  test('duty hours are recorded and add up', async () => {
    await visit('/activities');
    await page.getByRole('button', { name: '记值班' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('2 小时', { exact: true })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectAccessible('work');
    await page.getByRole('button', { name: '记一次工作' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible('work-form');
  });
});
