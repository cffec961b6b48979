import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Desk, expect, openSchool, SCHEMES } from './desk.ts';

const NAMES = ['样例沈清和', '样例许知远'] as const;

let desk: Desk;
let page: Page;
let first: string;
let second: string;

const call: Desk['call'] = (channel, input) => desk.call(channel, input);
const visit = (path: string): Promise<void> => desk.visit(path);
const look = (name: string): Promise<void> => desk.look(name, SCHEMES);
async function lock(): Promise<void> {
  await desk.lock();
  await desk.unlock();
}

const dialog = (): Locator => page.getByRole('dialog');
const keys = (text: string): Promise<void> => page.keyboard.insertText(text);
/** Steps on with Tab until the field has the focus, as somebody without a mouse does. */
async function tabTo(field: Locator): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the field was not reached by Tab');
}
/** Opens a student's file and a quick form from it. */
async function quickFrom(studentId: string, name: string, key: string): Promise<void> {
  await visit(`/students/${studentId}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.keyboard.press('Control+j');
  await expect(dialog().getByText(`关于 ${name}`)).toBeVisible();
  await page.keyboard.press(key);
}
const saved = (words: string): Promise<void> => expect(page.getByText(words, { exact: true })).toBeVisible();

beforeAll(async () => {
  desk = await openSchool({ name: 'quick' }, async (fresh) => {
    const create = async (name: string, studentNo: string) =>
      (await fresh.call('students.create', { name, sex: '2', birthDate: '2013-03-05', studentNo, className: '八(1)班' }))
        .studentId;
    first = await create(NAMES[0], 'S001');
    second = await create(NAMES[1], 'S002');
    for (const [name, relation, phone] of [
      ['样例母亲', 'mother', '13912340000'],
      ['样例祖母', 'paternalGrandparent', '13812340000'],
    ] as const) {
      await fresh.call('students.saveGuardian', { studentId: first, name, relation, phone, primary: relation === 'mother' });
    }
  });
  page = desk.page;
}, 180_000);
afterAll(() => desk?.leave());

describe('four forms on one key, without a mouse', () => {
  test('a note about two students says what is missing, and an urgent one is in the queue at once', async () => {
    await visit('/today');
    await expect(page.getByRole('heading', { name: '要做的事', exact: true })).toBeVisible();
    await page.keyboard.press('Control+j');
    await expect(dialog().getByRole('button', { name: /记一笔/ })).toBeFocused();
    await look('choice');
    await page.keyboard.press('1');
    const who = dialog().getByRole('combobox', { name: '学生（可多名）' });
    await expect(who).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText('请先选学生。')).toBeVisible();
    for (const name of NAMES) {
      await who.focus();
      await keys(name);
      await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(dialog().getByRole('button', { name: `去掉 ${name}` })).toBeVisible();
    }
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText('原话、看到的、推测，至少写一项。').first()).toBeVisible();
    await tabTo(dialog().getByLabel('看到的'));
    await keys('样例：课间两人都没有出教室');
    await tabTo(dialog().getByLabel('已做的'));
    await keys('样例：已告诉班主任');
    await tabTo(dialog().getByLabel('紧急：立即列入待访谈'));
    await page.keyboard.press('Space');
    await look('log');
    // Two presses before the screen can answer the first one.
    await dialog()
      .locator('form')
      .evaluate((form: HTMLFormElement) => {
        form.requestSubmit();
        form.requestSubmit();
      });
    await saved(`已记下，并已列入待访谈：${NAMES.join('、')}`);
    expect(await call('warnings.reports', {})).toHaveLength(1);
    await page.getByRole('button', { name: '打开', exact: true }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '预警' })).toBeVisible();
    expect((await call('warnings.reviews', { status: 'open' })).map((row) => row.student.name).sort()).toEqual([...NAMES].sort());
    const [report] = await call('warnings.reports', {});
    expect(report).toMatchObject({ observed: '样例：课间两人都没有出教室', actionTaken: '样例：已告诉班主任', verbatim: null });
    expect(await call('drafts.list', {})).toEqual([]);
  });

  test('a home visit is begun short and filled in on its page; a contact and a session start from the student', async () => {
    await quickFrom(second, NAMES[1], '3');
    const visitors = dialog().getByLabel('家访教师');
    await expect(visitors).toBeFocused();
    await keys('样例老师乙');
    await page.keyboard.press('Enter');
    await tabTo(dialog().getByLabel('发现的情况'));
    await keys('样例：与祖父母同住');
    await look('visit');
    await tabTo(dialog().getByRole('button', { name: '填写全部栏目' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '登记家访' })).toBeVisible();
    await expect(page.getByLabel('发现的情况')).toHaveValue('样例：与祖父母同住');
    // The short form again, over the page: both are the same draft.
    await page.keyboard.press('Control+j');
    await page.keyboard.press('3');
    await expect(dialog().getByLabel('发现的情况')).toHaveValue('样例：与祖父母同住');
    await page.keyboard.press('Control+Enter');
    await saved(`已登记 ${NAMES[1]} 的家访`);
    expect(await call('visits.list', { studentId: second })).toMatchObject([{ visitors: ['样例老师乙'], mode: 'onsite' }]);

    await quickFrom(second, NAMES[1], '2');
    await expect(dialog().getByLabel('联系谁')).toBeFocused();
    await keys('样例外祖父');
    await page.keyboard.press('Escape');
    await tabTo(dialog().getByLabel('内容'));
    await keys('样例：约好周五见面');
    await page.keyboard.press('Control+Enter');
    await saved(`已记下与 ${NAMES[1]} 监护人的沟通`);
    expect((await call('visits.contacts', { studentId: second })).contacts).toMatchObject([
      { outcome: 'reached', toWhom: '样例外祖父', content: '样例：约好周五见面' },
    ]);

    await quickFrom(second, NAMES[1], '4');
    await expect(page.getByRole('heading', { level: 1, name: /写辅导记录/ })).toBeVisible();
    await expect(page.getByText(NAMES[1]).first()).toBeVisible();
    // The form used last comes first.
    await page.keyboard.press('Control+j');
    await expect(dialog().getByRole('button', { name: /约谈/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+/');
    await expect(dialog().getByText('选一种表单来记')).toBeVisible();
    await look('shortcuts');
    await page.keyboard.press('Escape');
  });
});

describe('text in mid-sentence', () => {
  const observed = () => dialog().getByLabel('看到的');

  test('stays with its students: others get a form of their own, or the text by a plain answer', async () => {
    await quickFrom(first, NAMES[0], '1');
    await expect(observed()).toBeFocused();
    await keys('样例甲：昨晚没有');
    // No rest for the saving in between.
    await page.keyboard.press('Escape');
    await quickFrom(second, NAMES[1], '1');
    await expect(observed()).toHaveValue('');
    await observed().focus();
    await keys('样例乙：今天早上');
    await page.keyboard.press('Escape');
    await quickFrom(first, NAMES[0], '1');
    await expect(observed()).toHaveValue('样例甲：昨晚没有');

    const who = dialog().getByRole('combobox', { name: '学生（可多名）' });
    await who.focus();
    await keys(NAMES[1]);
    await expect(page.getByRole('option', { name: new RegExp(NAMES[1]) })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: '已写的文字放在哪里' });
    await expect(question).toContainText(`关于“${NAMES[0]}”`);
    await expect(observed()).toHaveCount(0);
    await look('carry');
    await question.getByRole('button', { name: /^另写/ }).press('Enter');
    await expect(observed()).toHaveValue('');
    await dialog()
      .getByRole('button', { name: `去掉 ${NAMES[1]}` })
      .press('Enter');
    await expect(observed()).toHaveValue('样例甲：昨晚没有');
    await who.focus();
    await keys(NAMES[1]);
    await expect(page.getByRole('option', { name: new RegExp(NAMES[1]) })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: /^带到/ }).press('Enter');
    await expect(observed()).toHaveValue('样例甲：昨晚没有');
    const kept = (await call('drafts.list', {})).map((draft) => draft.students.map(({ name }) => name).sort());
    expect(kept).toEqual(expect.arrayContaining([[...NAMES].sort(), [NAMES[1]]]));
    expect(kept).toHaveLength(2);
  });

  test('comes back after a lock, is listed on 今日 with its students, and is given up only after a question', async () => {
    await observed().focus();
    await page.keyboard.press('End');
    await keys('睡');
    await lock();
    await visit('/today');
    const both = page.getByRole('listitem').filter({ hasText: NAMES[0] }).filter({ hasText: NAMES[1] });
    await expect(both).toContainText('没写完的草稿：记一笔');
    await look('today-drafts');
    await both.getByRole('button', { name: /^继续/ }).press('Enter');
    await expect(observed()).toHaveValue('样例甲：昨晚没有睡');
    for (const name of NAMES) await expect(dialog().getByRole('button', { name: `去掉 ${name}` })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await saved(`已记下：${[...NAMES].join('、')}`);
    await visit('/students');
    await visit('/today');
    const one = page.getByRole('listitem').filter({ hasText: '没写完的草稿' });
    await expect(one).toHaveCount(1);
    await one.getByRole('button', { name: `放弃草稿：${NAMES[1]}` }).click();
    await page.getByRole('button', { name: '留着' }).click();
    await expect(one).toHaveCount(1);
    await one.getByRole('button', { name: `放弃草稿：${NAMES[1]}` }).click();
    await page.getByRole('button', { name: '确定放弃' }).click();
    await expect(one).toHaveCount(0);
    expect(await call('drafts.list', {})).toEqual([]);
  });

  test('a new student half entered is there again after a lock, and gone once the file is made', async () => {
    await visit('/students?new');
    await dialog().getByLabel('姓名').fill('样例丁');
    await dialog().getByLabel('班级').fill('八(2)班');
    await lock();
    await visit('/today');
    await page.getByRole('listitem').filter({ hasText: '没写完的草稿' }).getByRole('link', { name: /^继续/ }).click();
    await expect(dialog().getByLabel('姓名')).toHaveValue('样例丁');
    await expect(dialog().getByLabel('班级')).toHaveValue('八(2)班');
    await look('new-student-draft');
    await dialog().getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '样例丁' })).toBeVisible();
    expect(await call('drafts.list', {})).toEqual([]);
  });
});

describe('a guardian whom nobody reaches', () => {
  const attempt = async (outcome: string, whom: string): Promise<void> => {
    await quickFrom(first, NAMES[0], '2');
    await expect(dialog().getByLabel('联系谁')).toBeFocused();
    await keys(whom);
    await page.keyboard.press('Escape');
    await dialog().getByRole('radio', { name: outcome }).focus();
    await page.keyboard.press('Space');
    await dialog().getByLabel('内容').fill('样例：响铃无人接');
    await page.keyboard.press('Control+Enter');
  };

  test('is marked after three attempts, and the mark goes when somebody is reached', async () => {
    for (const count of [1, 2, 3]) {
      await attempt('没有联系上', '样例母亲');
      await saved(`已记下：${NAMES[0]}，连续 ${count} 次没有联系上`);
    }
    await visit('/today');
    const todo = page.getByRole('listitem').filter({ hasText: '连续 3 次没有联系上监护人' });
    await expect(todo).toContainText(NAMES[0]);
    await todo.getByRole('link', { name: /^处理/ }).press('Enter');
    const mark = page.getByRole('alert').filter({ hasText: '连续 3 次没有联系上监护人' });
    await expect(mark).toContainText('样例祖母');
    await expect(mark).not.toContainText('样例母亲');
    await mark.getByRole('button', { name: '显示 样例祖母 的电话' }).click();
    await expect(mark).toContainText('13812340000');
    await look('file-unreached');
    await visit('/visits/contacts');
    await page.getByText('一直没有联系上', { exact: true }).click();
    await expect(page.getByRole('row', { name: new RegExp(NAMES[0]) })).toHaveCount(3);
    await look('contacts-unreached');
    await attempt('联系上了', '样例祖母');
    await saved(`已记下与 ${NAMES[0]} 监护人的沟通`);
    await expect(mark).toHaveCount(0);
    await visit('/today');
    await expect(page.getByRole('heading', { name: '要做的事', exact: true })).toBeVisible();
    await expect(todo).toHaveCount(0);
  });

  test('a wrong entry is put right with what stood there before', async () => {
    await visit('/visits/contacts');
    await page.getByRole('row', { name: /样例祖母/ }).click();
    await look('contact-detail');
    await dialog().getByRole('button', { name: '更正' }).click();
    await dialog().getByLabel('内容').fill('样例：祖母接的电话');
    await dialog().getByRole('button', { name: '保存', exact: true }).click();
    await expect(dialog()).toHaveCount(0);
    await page.getByRole('row', { name: /样例祖母/ }).click();
    await expect(dialog().getByText(/样例：响铃无人接 → 样例：祖母接的电话/)).toBeVisible();
  });
});
