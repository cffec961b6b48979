import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Desk, expect, openSchool } from './desk.ts';

let desk: Desk;
let page: Page;
let studentId: string;

beforeAll(async () => {
  desk = await openSchool({ name: 'sessions' }, async ({ call }) => {
    const card = { name: '样例沈清和', sex: '2', birthDate: '2013-03-05', className: '八(1)班' } as const;
    ({ studentId } = await call('students.create', card));
    await call('settings.saveStaff', { name: '样例老师乙', kind: 'subject', partyMember: false, phone: null, leftOn: null });
  });
  page = desk.page;
}, 180_000);
afterAll(() => desk?.leave());

describe('a session note', () => {
  const half = '样例:这周有三天睡到天亮,昨晚又';

  test('half a sentence survives a lock and comes back exactly', async () => {
    await desk.visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByRole('heading', { name: '写辅导记录 · 第 1 次' })).toBeVisible();
    await page.getByLabel('主诉').fill(half);
    await desk.lock();
    await expect(page.getByLabel('口令', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await page.content()).not.toContain(half);
    await desk.unlock();
    await desk.visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByLabel('主诉')).toHaveValue(half);
    await desk.look('session-form');
  });

  test('is saved and signed; then it is locked and only added to', async () => {
    await page.getByLabel('下一步').fill('样例:下周再谈睡眠');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByRole('heading', { name: '第 1 次辅导' })).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveValue(half);
    // Without consent and without a case the signature needs a ground.
    await page.getByRole('combobox', { name: '处理依据' }).click();
    await page.getByRole('option', { name: '紧急情况，保护生命健康' }).click();
    await page.getByRole('textbox', { name: '具体情况' }).fill('样例：当晚情绪激动，先谈');
    await page.getByRole('button', { name: '保存并签名' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存并签名' }).click();
    await expect(page.getByText('已签名锁定')).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveCount(0);
    await page.getByRole('textbox', { name: '补记' }).fill('样例补记:家长来电');
    await page.getByRole('button', { name: '加一条补记' }).click();
    await expect(page.getByText('样例补记:家长来电', { exact: true }).first()).toBeVisible();
    await desk.look('session-signed');
    await desk.visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByText('下一步：样例:下周再谈睡眠')).toBeVisible();
    await expect(page.getByLabel('主诉')).toHaveValue('');
  });
});

describe('a case and its plan', () => {
  test('opening asks for consent; consent given, it opens', async () => {
    await desk.visit(`/cases/new?student=${studentId}`);
    await page.getByRole('button', { name: '开案' }).click();
    await expect(page.getByText('没有有效的同意：请先登记同意书，或写明处理依据。').first()).toBeVisible();
    await desk.look('case-new-refused');
    await page.getByRole('button', { name: '登记同意书' }).first().click();
    await page.getByRole('dialog').getByLabel('监护人姓名').fill('样例家长');
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
    await expect(page.getByText(/^有效 个别辅导同意有效/)).toBeVisible();
    await page.getByRole('button', { name: '开案' }).click();
    await expect(page.getByRole('heading', { name: /样例沈清和 · \d{4}-001/ })).toBeVisible();
    await desk.look('case-page');
    await desk.visit('/cases');
    await expect(page.getByRole('row', { name: /样例沈清和/ })).toBeVisible();
    await desk.look('case-list');
  });

  test('a plan names what is missing, is saved and reviewed', async () => {
    await desk.visit(`/plans/new?student=${studentId}`);
    await page.getByLabel('入库原因').fill('样例:预警');
    await page.getByRole('textbox', { name: '目标', exact: true }).fill('样例:每周五晚 22:30 前入睡');
    await page.getByLabel('做到怎样').fill('五晚');
    await page.getByLabel('做什么').fill('样例:睡前记录');
    await page.getByRole('button', { name: '保存方案' }).click();
    await expect(page.getByText('请填写这一栏').first()).toBeVisible();
    await page.getByLabel('谁来做').fill('学生');
    await page.getByLabel('多久一次').fill('每天');
    await desk.look('plan-form');
    await page.getByRole('button', { name: '保存方案' }).click();
    await expect(page.getByRole('button', { name: '做评估' })).toBeVisible();
    await page.getByRole('button', { name: '做评估' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '3 大部分' }).check();
    await dialog.getByRole('textbox', { name: '进展' }).fill('样例:四晚');
    await desk.look('plan-review');
    await dialog.getByRole('button', { name: '保存评估' }).click();
    await expect(page.getByText('3 / 4')).toBeVisible();
    await desk.look('plan-page');
    await desk.visit('/plans');
    await expect(page.getByRole('row', { name: /样例沈清和/ })).toBeVisible();
    await desk.look('plan-list');
  });
});

describe('visits and the work record', () => {
  test('a visit by phone is kept and does not count; one on site does', async () => {
    await desk.visit(`/visits/new?student=${studentId}`);
    await page.getByLabel('家访教师').first().fill('样例老师乙');
    await page.keyboard.press('Enter');
    await page.getByLabel('发现的情况').fill('样例:祖母照料');
    await desk.look('visit-form');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(/在读 1 人，已实地家访 1 人，还差 0 人/)).toBeVisible();
    await desk.look('visit-list');
  });

  test('duty hours are recorded and add up', async () => {
    await desk.visit('/activities');
    await page.getByRole('button', { name: '记值班' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('2 小时', { exact: true })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await desk.look('work');
    await page.getByRole('button', { name: '记一次工作' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await desk.look('work-form');
  });
});
