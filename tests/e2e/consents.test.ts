import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { consentKinds } from '../../src-shared/domain/codes.ts';
import { type Desk, expect, openSchool, SCHEMES } from './desk.ts';

const PICTURES = process.env.XINDANG_PICTURES;

let desk: Desk;
let page: Page;
let studentId: string;
let classId: string;

async function choose(label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Text of each page of a form that is saved. */
async function saveForms(name: string): Promise<string[]> {
  await page.getByRole('button', { name: '预览' }).click();
  await expect(page.locator('canvas[data-drawn="true"]').first()).toBeVisible({ timeout: 60_000 });
  const path = join(PICTURES ?? desk.dataDir, name);
  await desk.app.answerSaveDialog(path);
  await page.getByRole('button', { name: '另存为 PDF' }).click();
  await expect(page.getByText(/^已保存 .+，并登记。$/)).toBeVisible({ timeout: 30_000 });
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    .split('\f')
    .filter((text) => text.trim() !== '');
}

beforeAll(async () => {
  desk = await openSchool({ name: 'consents' }, async ({ call }) => {
    const about = { sex: '2' as const, className: '七(1)班' };
    ({ studentId } = await call('students.create', { ...about, name: '样例沈清和', birthDate: '2014-03-05' }));
    await call('students.create', { ...about, name: '样例许知远', birthDate: '2012-03-05' });
    await call('students.saveGuardian', { studentId, name: '样例沈母', relation: 'mother', phone: null, primary: true });
    classId = (await call('students.classes', {}))[0]?.id ?? '';
  });
  page = desk.page;
  await page.setViewportSize({ width: 1366, height: 768 });
}, 180_000);
afterAll(() => desk?.leave());

describe('the form on paper', () => {
  test('is not printed without a way to reach the school, and says where to fill that in', async () => {
    await desk.visit(`/consents/print?student=${studentId}&kind=counseling`);
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.getByText(/还没有心理辅导室的联系电话/)).toBeVisible({ timeout: 30_000 });
    await desk.look('print-contact');
    await page.getByRole('link', { name: '去填写学校资料' }).click();
    await page.getByLabel('心理辅导室').fill('样例楼 203');
    await page.getByLabel('联系电话').fill('0870-0000000');
    await page.getByRole('button', { name: '保存学校资料' }).click();
    await expect.poll(async () => (await desk.call('settings.school', {})).contact?.phone).toBe('0870-0000000');
  });

  test('filled in for one student is one page with the signature of the guardian alone under 14', async () => {
    await desk.visit(`/consents/print?student=${studentId}&kind=counseling`);
    await page.getByLabel('辅导教师').fill('样例老师甲');
    const [text = '', ...more] = await saveForms('同意书-一人.pdf');
    await desk.look('print', SCHEMES);
    expect(more).toEqual([]);
    // A line may break anywhere in Chinese.
    for (const words of [
      '学生个别心理辅导知情同意书',
      '样例沈清和',
      '七(1)班',
      '样例楼',
      '203',
      '0870-0000000',
      '12356',
      '监护人签名',
    ])
      expect(text.replace(/\s/gu, '')).toContain(words.replace(/\s/gu, ''));
    expect(text).not.toContain('学生签名');
    const [kept] = await desk.call('documents.disclosures', { studentId });
    expect(kept).toMatchObject({ document: 'consent', outcome: 'saved', recipient: '监护人', purpose: '征求个别辅导知情同意' });
  });

  test('for a class is a page each, blank one page; every kind fits one', async () => {
    await desk.visit('/consents/print?kind=assessment&scope=class');
    await choose('班级', '七(1)班');
    const pages = await saveForms('同意书-整班.pdf');
    expect(pages).toHaveLength(2);
    expect(pages.find((text) => text.includes('样例许知远'))).toContain('学生签名');
    await desk.visit('/consents/print');
    expect(await saveForms('同意书-空白.pdf')).toHaveLength(1);
    for (const kind of consentKinds.codes) {
      const query = { kind, recipient: '样例', purpose: '样例', classId, subjectText: '样'.repeat(60), period: '例'.repeat(40) };
      const { previewId, pages: count } = await desk.call('print.preview', { route: 'consent', query });
      expect(count, kind).toBe(2);
      await desk.call('print.close', { previewId });
    }
  }, 240_000);
});

describe('one consent from paper to withdrawal', () => {
  test('is recorded with its evidence, and a case opens without a word', async () => {
    await desk.visit(`/cases/new?student=${studentId}`);
    await expect(page.getByText('没有有效的个别辅导同意')).toBeVisible();
    await desk.look('gate', SCHEMES);
    await desk.visit(`/consents/${studentId}`);
    await expect(page.getByRole('heading', { name: '知情同意 · 样例沈清和' })).toBeVisible();
    await page.getByRole('button', { name: '登记同意书' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/未满 14：由监护人签/)).toBeVisible();
    await expect(dialog.getByRole('combobox', { name: '监护人', exact: true })).toHaveValue('样例沈母 · 母亲');
    await dialog.getByRole('textbox', { name: '限制' }).fill('样例：不录音');
    await desk.look('form');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await expect(page.getByText('没有凭据')).toBeVisible();
    const scan = join(desk.dataDir, '样例同意书.pdf');
    writeFileSync(scan, '%PDF-1.4\n%样例\n');
    await desk.app.answerOpenDialog([scan]);
    await page.getByRole('article').getByRole('button', { name: '添加附件' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '选择文件' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '存入', exact: true }).click();
    await expect(page.getByText('有扫描件 1 份')).toBeVisible({ timeout: 30_000 });
    await desk.look('page', SCHEMES);
    await desk.visit(`/cases/new?student=${studentId}`);
    await expect(page.getByText(/个别辅导同意有效/)).toBeVisible();
    await expect(page.getByRole('combobox', { name: '处理依据' })).toHaveCount(0);
    await page.getByRole('button', { name: '开案' }).click();
    await expect(page.getByRole('heading', { name: /样例沈清和 · \d{4}-001/ })).toBeVisible();
    await desk.look('case');
  });

  test('is withdrawn, shows what it touches, and waits on the desk until it is acted on', async () => {
    await desk.visit(`/consents/${studentId}`);
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('link', { name: /^进行中的个案/ })).toBeVisible();
    await desk.look('withdraw');
    await dialog.getByRole('button', { name: '登记撤回' }).click();
    await expect(page.getByText('撤回后的处理还没有登记')).toBeVisible();
    await desk.visit('/');
    await expect(page.getByText('个别辅导同意已撤回，等登记处理')).toBeVisible();
    await desk.look('today');
    await page.getByRole('link', { name: '处理：样例沈清和' }).click();
    await page.getByRole('button', { name: '登记处理' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: '做了什么' }).fill('样例：停止辅导，告知热线');
    await page.getByRole('dialog').getByRole('button', { name: '登记处理' }).click();
    await expect(page.getByText(/已处理：样例：停止辅导/)).toBeVisible();
    await desk.look('withdrawn');
  });

  test('after it nothing is signed without a ground, which stands in the file from then on', async () => {
    await desk.visit(`/cases/session/new?student=${studentId}`);
    await expect(page.getByText(/个别辅导同意已撤回/)).toBeVisible();
    await page.getByLabel('主诉').fill('样例：夜里打来电话');
    const sign = async () => {
      await page.getByRole('button', { name: '保存并签名' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '保存并签名' }).click();
    };
    await sign();
    await expect(page.getByText('没有有效的同意：请先登记同意书，或写明处理依据。').first()).toBeVisible();
    // What was typed is kept, once, and goes on where it was.
    await expect(page.getByLabel('主诉')).toHaveValue('样例：夜里打来电话');
    expect(await desk.call('cases.sessions', { studentId })).toHaveLength(1);
    await choose('处理依据', '紧急情况，保护生命健康');
    await page.getByRole('textbox', { name: '具体情况' }).fill('样例：说不想活了，已告知监护人');
    await desk.look('session');
    await sign();
    await expect(page.getByText('已签名锁定')).toBeVisible();
    await expect(page.getByText(/紧急情况，保护生命健康：样例：说不想活了/)).toBeVisible();
    expect(await desk.call('cases.sessions', { studentId })).toMatchObject([{ signed: true, text: '样例：夜里打来电话' }]);
    await desk.visit(`/students/${studentId}`);
    await expect(page.getByText(/未取得同意，依据：紧急情况/)).toBeVisible();
    await desk.look('file');
  });

  test('lists and rounds show who lacks which consent', async () => {
    await desk.visit('/students');
    await choose('看哪一种同意', '同意：心理测评');
    await page.getByText('缺心理测评同意 2').click();
    await expect(page.getByRole('row', { name: /样例许知远/ })).toBeVisible();
    await desk.look('list');
    await desk.call('consents.add', {
      studentId,
      kind: 'assessment',
      giver: 'guardian',
      giverName: '样例沈母',
      givenOn: '2026-11-01',
      form: 'paper',
    });
    await desk.visit('/assessments');
    await page.getByRole('button', { name: '新建批次' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('批次名称').fill('样例普测');
    await dialog.getByLabel('七年级').check();
    await expect(dialog.getByText('应测 2 人，有有效测评同意 1 人，缺 1 人')).toBeVisible();
    await desk.look('new-round');
    await dialog.getByRole('button', { name: /^七\(1\)班 名单/ }).click();
    await expect(dialog.getByText(/样例许知远（监护人、学生）/)).toBeVisible();
    await dialog.locator('button[type="submit"]').click();
    await expect(page.getByRole('heading', { name: '样例普测' })).toBeVisible();
    await expect(page.getByText('应测 2 人，有有效测评同意 1 人，缺 1 人')).toBeVisible();
    await desk.look('round');
    await page.getByRole('link', { name: '打印缺同意名单' }).click();
    const [text = ''] = await saveForms('缺同意名单.pdf');
    expect(text).toContain('样例许知远');
    expect(text).not.toContain('样例沈清和');
  });
});

describe('the form with much in it', () => {
  test('keeps what is signed and the signatures on one page, with every field as long as it may be', async () => {
    const school = await desk.call('settings.school', {});
    const contact = { room: '室'.repeat(60), phone: '0'.repeat(40), person: '人'.repeat(40) };
    await desk.call('settings.saveSchool', { ...school, name: '校'.repeat(60), contact });
    const { studentId: longest } = await desk.call('students.create', {
      sex: '2',
      className: '七(2)班',
      name: '样'.repeat(60),
      birthDate: '2012-03-05',
    });
    for (const kind of consentKinds.codes) {
      const words = { recipient: '样例', purpose: '样例', subjectText: '样'.repeat(200), period: '例'.repeat(100) };
      const query = { ...words, kind, studentId: longest };
      const { previewId, pages: count } = await desk.call('print.preview', { route: 'consent', query });
      expect(count, kind).toBe(1);
      await desk.call('print.close', { previewId });
    }
    await desk.call('settings.saveSchool', school);
  }, 240_000);
});
