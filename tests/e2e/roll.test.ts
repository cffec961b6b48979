import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { type Desk, expect, openSchool } from './desk.ts';

let desk: Desk;
let page: Page;
const today = new Date().toLocaleDateString('sv-SE');
const year = schoolYearOf(today);
const row = (name: string) => page.getByRole('row').filter({ hasText: name });

beforeAll(async () => {
  desk = await openSchool({ name: 'roll' }, async ({ call }) => {
    await call('settings.saveStaff', {
      name: '样例陈老师',
      kind: 'subjectTeacher',
      partyMember: false,
      phone: null,
      leftOn: null,
    });
    // A class of last year that nobody has taken into this one yet.
    for (const name of ['样例甲', '样例乙']) {
      const transfer = { on: `${year - 1}-09-01` };
      await call('students.create', { name, sex: '1', birthDate: '2013-03-05', className: '七(1)班', transfer });
    }
    for (let i = 0; i < 230; i += 1) {
      const name = `样例${'赵钱孙李周吴郑王冯陈'[i % 10]}${'一二三四五六七八九十'[Math.floor(i / 10) % 10]}${i < 100 ? '' : i < 200 ? '朗' : '清'}`;
      const transfer = { on: `${year}-09-01` };
      await call('students.create', { name, sex: i % 2 === 0 ? '1' : '2', className: `八(${(i % 4) + 1})班`, transfer });
    }
  });
  page = desk.page;
}, 300_000);
afterAll(() => desk?.leave());

describe('the roll', () => {
  test('is read page by page, sorted and narrowed by the vault', async () => {
    await desk.visit('/students');
    await expect(page.getByText('230 人符合')).toBeVisible();
    await desk.look('list');
    const table = page.getByRole('table', { name: '学生' });
    await expect(table).toHaveAttribute('aria-rowcount', '231');
    await page.getByRole('button', { name: '姓名' }).click();
    await expect(page.getByRole('columnheader', { name: '姓名' })).toHaveAttribute('aria-sort', 'ascending');
    // To the end: the second page has to be read for it.
    const last = page.locator('tr[aria-rowindex="231"]');
    await expect(async () => {
      await table.evaluate((element) => {
        const scroller = element.parentElement;
        if (scroller) scroller.scrollTop = scroller.scrollHeight;
      });
      await expect(last).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await page.getByLabel('按姓名、拼音、首字母或学号筛选').fill('zhao');
    await expect(page.getByText('23 人符合')).toBeVisible();
    await page.getByText('未配导师 230').click();
    await expect(page.getByText('23 人符合')).toBeVisible();
  }, 180_000);

  test('gives many a mentor at once, with a preview and a way back', async () => {
    await desk.visit('/students');
    await page.getByLabel('按姓名、拼音、首字母或学号筛选').fill('zhao');
    await expect(page.getByText('23 人符合')).toBeVisible();
    await page.getByRole('checkbox', { name: '选中第 1 行' }).check();
    await page.getByRole('button', { name: '选中符合的全部 23 人' }).click();
    await expect(page.getByText('已选 23 人')).toBeVisible();
    await page.getByRole('button', { name: '批量处理' }).click();
    await page.getByRole('combobox', { name: '导师' }).click();
    await page.getByRole('option', { name: '样例陈老师' }).click();
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.getByText('会变更 23 人')).toBeVisible();
    await desk.look('bulk');
    await page.getByRole('button', { name: '变更 23 人' }).click();
    await expect(page.getByText('已变更 23 人')).toBeVisible();
    await expect(page.getByText('未配导师 207')).toBeVisible();
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(page.getByText('已撤销，恢复 23 人')).toBeVisible();
    await expect(page.getByText('未配导师 230')).toBeVisible();
  }, 180_000);

  test('takes last year into this one and back again', async () => {
    await desk.visit('/students');
    await page.getByRole('button', { name: '开始升级' }).click();
    await expect(row('七(1)班')).toContainText('八(1)班 2');
    await desk.look('over-classes');
    await row('七(1)班').getByRole('button', { name: '逐人安排七(1)班' }).click();
    await page.getByRole('combobox', { name: '样例乙怎么处理' }).click();
    await page.getByRole('option', { name: '留级' }).click();
    await expect(page.getByRole('dialog').getByRole('row').filter({ hasText: '样例乙' })).toContainText('七(1)班');
    await desk.look('over-one-class');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '下一步' }).click();
    await expect(row('样例乙')).toBeVisible();
    await desk.look('over-people');
    await page.getByRole('button', { name: '下一步' }).click();
    await desk.look('over-check');
    await page.getByRole('button', { name: '升级 2 人' }).click();
    await expect(page.getByText('升级完成')).toBeVisible();
    expect((await desk.call('students.list', { text: '样例甲' })).rows).toMatchObject([{ className: '八(1)班' }]);
    await page.getByRole('button', { name: '撤销这次升级' }).click();
    await expect(page.getByText('已撤销，恢复 2 人。')).toBeVisible();
    expect((await desk.call('students.list', { text: '样例甲' })).total).toBe(0);
  }, 180_000);
});

describe('one student', () => {
  test('is not entered twice without a look at who is there', async () => {
    await desk.visit('/students');
    await page.getByRole('button', { name: '新增学生' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('样例赵一');
    await dialog.getByLabel('班级').fill('八(1)班');
    await expect(dialog.getByText('档案库里可能已有这名学生')).toBeVisible();
    await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled();
    await desk.look('same');
    await dialog.getByLabel('已核对，是新学生').check();
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('heading', { name: '样例赵一' })).toBeVisible();
  }, 180_000);

  test('keeps guardians, tags and moves with their days and history', async () => {
    const [student] = (await desk.call('students.list', { text: '样例钱一' })).rows;
    await desk.visit(`/students/${student?.id}`);
    await page.getByRole('button', { name: '基本情况与监护人' }).click();
    await page.getByRole('button', { name: '添加监护人' }).click();
    await page.getByRole('dialog').getByLabel('姓名').fill('样例祖母');
    await page.getByRole('dialog').getByLabel('电话').fill('13812340000');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('138****0000').first()).toBeVisible();
    await page.getByRole('combobox', { name: '类别' }).click();
    await page.getByRole('option', { name: '贫困' }).click();
    await page.getByLabel('依据（谁提供的）').fill('班主任');
    await page.getByRole('button', { name: '添加', exact: true }).click();
    await expect(page.getByText('依据：班主任')).toBeVisible();
    await page.getByRole('button', { name: '学籍变动' }).click();
    await desk.look('move');
    await page.getByLabel('转往学校').fill('样例县一中');
    await page.getByRole('button', { name: '登记变动' }).click();
    await expect(page.getByText('样例县一中').first()).toBeVisible();
    await page.getByRole('button', { name: '修改记录' }).click();
    await expect(page.getByRole('dialog').getByText('监护人 · 电话')).toBeVisible();
    await desk.look('history');
    await page.keyboard.press('Escape');
    await desk.look('card');
    expect((await desk.call('students.list', { standing: 'left', text: '样例钱一' })).rows).toMatchObject([
      { status: 'transferredOut' },
    ]);
  }, 180_000);

  test('is made of two files by a merge that can be undone', async () => {
    await desk.visit('/students/duplicates');
    await expect(page.getByText('同班同名').first()).toBeVisible();
    await desk.look('duplicates');
    await row('样例赵一').getByRole('button', { name: /^比对/u }).first().click();
    await expect(page.getByRole('heading', { name: '合并两份档案' })).toBeVisible();
    await desk.look('merge');
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await expect(page.getByRole('heading', { name: '样例赵一' })).toBeVisible();
    await page.getByRole('button', { name: '基本情况与监护人' }).click();
    await page.getByRole('button', { name: '撤销合并' }).click();
    await expect(page.getByText('已撤销合并')).toBeVisible();
    expect((await desk.call('students.duplicates', {})).total).toBeGreaterThan(0);
  }, 180_000);
});
