import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { filesWith, profileFolder } from '../support/canary.ts';
import { lockedPdf, PNG, pdfOf, pngSaying, turnedPhoto } from './attachment-samples.ts';
import { type Desk, expect, openSchool } from './desk.ts';

const CANARY = 'CANARYATTACHMENT';

let desk: Desk;
let page: Page;
let studentId: string;
/** The files of the person at the desk. */
const base = mkdtempSync(join(tmpdir(), 'xindang-attachments-files-'));

const dialogOf = () => page.getByRole('dialog', { name: '添加附件' });
/** The list of all files, in the side column of the student's file. */
const side = () => page.getByRole('region', { name: '附件', exact: true });

async function add(file: string, description: string): Promise<void> {
  await side().getByRole('button', { name: '添加附件' }).click();
  const dialog = dialogOf();
  await desk.app.answerOpenDialog([file]);
  await dialog.getByRole('button', { name: '选择文件' }).click();
  await dialog.getByLabel('说明').fill(description);
  await dialog.getByRole('button', { name: '存入', exact: true }).click();
}

/** Drops files from the disk as a person does, through the browser itself. */
async function dropFiles(paths: readonly string[], on: Locator): Promise<void> {
  await on.scrollIntoViewIfNeeded();
  const box = await on.boundingBox();
  if (!box) throw new Error('nothing to drop on');
  const at = { x: box.x + box.width / 2, y: box.y + Math.min(20, box.height / 2) };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}

/** Pastes a picture as the browser gives it after a screenshot. */
async function pastePicture(bytes: Buffer): Promise<void> {
  await page.evaluate((base64) => {
    const body = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([body], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, bytes.toString('base64'));
}

beforeAll(async () => {
  writeFileSync(join(base, '同意书-样例.pdf'), pdfOf(CANARY));
  writeFileSync(join(base, '照片-样例.png'), PNG);
  writeFileSync(join(base, '网页-样例.pdf'), '<!doctype html><title>样例</title>');
  desk = await openSchool({ name: 'attachments' }, async ({ call }) => {
    const card = { name: '样例沈清和', sex: '2', birthDate: '2013-03-05', className: '八(1)班' } as const;
    ({ studentId } = await call('students.create', card));
  });
  page = desk.page;
  await desk.visit(`/students/${studentId}`);
}, 300_000);
afterAll(async () => {
  await desk?.leave();
  rmSync(base, { recursive: true, force: true });
});

describe('attachments in a student’s file', () => {
  test('are added with what they are, and refused with what to do', async () => {
    await add(join(base, '同意书-样例.pdf'), '样例：监护人签字');
    await expect(page.getByRole('button', { name: '同意书-样例.pdf', exact: true })).toBeVisible();
    await expect(page.getByText('样例：监护人签字').first()).toBeVisible();
    await add(join(base, '照片-样例.png'), '');
    await expect(page.getByRole('button', { name: '照片-样例.png', exact: true })).toBeVisible();
    await desk.look('list');
    await add(join(base, '网页-样例.pdf'), '');
    await expect(page.getByText('这种文件不能存入。')).toBeVisible();
    await desk.look('refused');
    await dialogOf().getByRole('button', { name: '关闭' }).click();
  });

  test('are looked at without touching the disk', async () => {
    await page.getByRole('button', { name: '同意书-样例.pdf', exact: true }).click();
    await expect(page.locator('canvas[data-drawn]')).toBeVisible();
    await desk.look('pdf');
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '照片-样例.png', exact: true }).click();
    const picture = page.getByRole('img', { name: '附件图片：照片-样例.png' });
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(10);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    expect(filesWith(desk.dataDir, CANARY)).toEqual([]);
  });

  test('leave only with recipient and purpose, and go for good with a reason', async () => {
    const target = join(base, '给医院.pdf');
    const more = page.getByRole('button', { name: '同意书-样例.pdf 的其他操作' });
    await more.click();
    await page.getByRole('menuitem', { name: '另存到电脑' }).click();
    await page.getByLabel(/^给谁/).fill('样例医院');
    await page.getByRole('combobox', { name: '接收人身份' }).click();
    await page.getByRole('option', { name: '学生本人或监护人' }).click();
    await page.getByLabel(/^用途/).fill('样例：转介');
    await desk.look('save');
    await desk.app.answerSaveDialog(target);
    await page.getByRole('button', { name: '选择位置并保存' }).click();
    await expect(page.getByText('已保存为 给医院.pdf')).toBeVisible();
    expect(readFileSync(target).equals(pdfOf(CANARY))).toBe(true);
    await more.click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByLabel(/^原因/).fill('样例：传错人');
    await desk.look('remove');
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('已删除：样例：传错人')).toBeVisible();
    await expect(more).toHaveCount(0);
  });

  test('are taken in by dropping several at once, each refused one with its reason', async () => {
    const folder = join(base, '一个文件夹');
    mkdirSync(folder);
    writeFileSync(join(base, '长扫描-样例.pdf'), pdfOf(CANARY, 50));
    writeFileSync(join(base, '空-样例.pdf'), '');
    writeFileSync(join(base, '太大-样例.pdf'), Buffer.concat([pdfOf('x'), Buffer.alloc(20 * 1024 * 1024)]));
    writeFileSync(join(base, '再来一次.png'), PNG);
    writeFileSync(join(base, '坏的-样例.pdf'), '%PDF-1.4\nnothing follows');
    const names = ['长扫描-样例.pdf', '空-样例.pdf', '太大-样例.pdf', '再来一次.png', '坏的-样例.pdf', '网页-样例.pdf'];
    await dropFiles([...names.map((name) => join(base, name)), folder], page.getByRole('heading', { level: 1 }));
    const dialog = dialogOf();
    await expect(dialog.getByRole('listitem')).toHaveCount(7);
    await expect(dialog.getByText('这是文件夹，没有存入。')).toBeVisible();
    await desk.look('dropped');
    await dialog.getByRole('button', { name: '存入 6 个' }).click();
    await expect(dialog.getByRole('listitem')).toHaveCount(5);
    await expect(dialog.getByText('文件是空的，没有存入。')).toBeVisible();
    await expect(dialog.getByText(/20 MB/).last()).toBeVisible();
    await expect(dialog.getByText('已经有一个内容完全相同的附件“照片-样例.png”')).toBeVisible();
    await expect(dialog.getByText('这种文件不能存入。')).toBeVisible();
    await desk.look('refusals');
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await expect(page.getByRole('button', { name: '长扫描-样例.pdf', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: '坏的-样例.pdf', exact: true })).toBeVisible();
  });

  test('are taken in by pasting a picture', async () => {
    await pastePicture(pngSaying(CANARY));
    const dialog = dialogOf();
    await expect(dialog.getByText(/^粘贴的图片 .*\.png$/)).toBeVisible();
    await dialog.getByLabel('说明').fill('样例：聊天截图');
    await dialog.getByRole('button', { name: '存入', exact: true }).click();
    await expect(page.getByRole('button', { name: /^粘贴的图片/ }).first()).toBeVisible();
    await expect(page.getByText('样例：聊天截图').first()).toBeVisible();
  });

  test('long scans are drawn page by page, and a damaged one says so', async () => {
    await page.getByRole('button', { name: '长扫描-样例.pdf', exact: true }).click();
    const viewer = page.getByRole('dialog', { name: '长扫描-样例.pdf' });
    await expect(viewer.locator('canvas[data-drawn]').first()).toBeVisible();
    expect(await viewer.locator('canvas').count()).toBe(50);
    expect(await viewer.locator('canvas[data-drawn]').count()).toBeLessThan(10);
    await desk.look('viewer');
    const sheet = viewer.locator('canvas').first();
    const upright = await sheet.boundingBox();
    await viewer.getByRole('region', { name: '预览' }).focus();
    await page.keyboard.press('r');
    await expect.poll(async () => (await sheet.boundingBox())?.width ?? 0).toBeGreaterThan(upright?.width ?? 0);
    await page.keyboard.press('+');
    await expect(viewer.getByText('125%')).toBeVisible();
    await page.keyboard.press('0');
    await expect(viewer.getByText('100%')).toBeVisible();
    await viewer.getByLabel('转到第几页').fill('40');
    await expect(viewer.getByRole('img', { name: '第 40 页' })).toBeInViewport();
    await expect(viewer.getByRole('img', { name: '第 40 页' })).toHaveAttribute('data-drawn', 'true');
    await expect(viewer.getByRole('img', { name: '第 1 页', exact: true })).not.toHaveAttribute('data-drawn', 'true');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '坏的-样例.pdf', exact: true }).click();
    await expect(page.getByText('这个 PDF 已损坏，显示不出来。')).toBeVisible();
    await desk.look('broken');
    await page.keyboard.press('Escape');
  });

  test('are narrowed, ordered and summed', async () => {
    for (const [index, name] of ['甲', '乙', '丙'].entries()) {
      writeFileSync(join(base, `${name}-样例.png`), pngSaying(`${index}`));
    }
    await dropFiles(
      ['甲', '乙', '丙'].map((name) => join(base, `${name}-样例.png`)),
      side(),
    );
    await dialogOf().getByRole('button', { name: '存入 3 个' }).click();
    await expect(side().getByRole('button', { name: '丙-样例.png', exact: true })).toBeVisible();
    await expect(side().getByText(/^7 个文件，共 /)).toBeVisible();
    await side().getByLabel('排序').selectOption('size');
    await expect(side().getByRole('listitem').first()).toContainText('长扫描-样例.pdf');
    await side().getByLabel('按名称或说明筛选').fill('聊天');
    await expect(side().getByRole('listitem')).toHaveCount(1);
    await desk.look('narrowed');
    await side().getByLabel('按名称或说明筛选').fill('');
  });

  test('leave nothing of a drop or a paste on the disk', async () => {
    expect(filesWith(desk.dataDir, CANARY)).toEqual([]);
    const browser = page.context().browser();
    if (desk.app.host === 'chromium' && browser) expect(filesWith(await profileFolder(browser), CANARY)).toEqual([]);
    for (const name of readdirSync(tmpdir())) {
      const path = join(tmpdir(), name);
      if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
      expect(readFileSync(path).includes(CANARY), path).toBe(false);
    }
  });

  test('hang on the record they belong to, also after the note is signed', async () => {
    const { sessionId, revision } = await desk.call('cases.saveSession', {
      studentId,
      heldOn: '2026-11-20',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      complaint: '样例',
      basis: { code: 'emergency', reason: '样例:紧急情况' },
    });
    await desk.visit(`/cases/session/${sessionId}`);
    await expect(page.getByRole('heading', { level: 1, name: '第 1 次辅导' })).toBeVisible();
    const files = page.getByRole('region', { name: /^附件/ });
    writeFileSync(join(base, '画-样例.png'), pngSaying('drawing'));
    await dropFiles([join(base, '画-样例.png')], files);
    await dialogOf().getByRole('button', { name: '存入', exact: true }).click();
    await expect(files.getByRole('button', { name: '画-样例.png', exact: true })).toBeVisible();
    await desk.look('session');
    await desk.call('cases.signSession', { sessionId, revision });
    await desk.visit('/cases');
    await expect(page.getByText('附件（1）')).toHaveCount(0);
    await desk.visit(`/cases/session/${sessionId}`);
    await expect(page.getByText('附件（1）')).toBeVisible();
    writeFileSync(join(base, '补充-样例.png'), pngSaying('more'));
    await dropFiles([join(base, '补充-样例.png')], page.getByRole('heading', { level: 1 }));
    await dialogOf().getByRole('button', { name: '存入', exact: true }).click();
    await expect(page.getByText('附件（2）')).toBeVisible();
    await desk.look('signed');
    await desk.visit(`/students/${studentId}`);
    const link = side().getByRole('link', { name: '辅导记录' }).first();
    await expect(link).toBeVisible();
    await link.click();
    await expect(page.getByText('附件（2）')).toBeVisible();
  });

  test('stand upright by what the camera noted, and say when they ask for a password', async () => {
    const flat = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 40;
      canvas.height = 20;
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
    });
    writeFileSync(join(base, '手机照片-样例.jpg'), turnedPhoto(Buffer.from(flat, 'base64')));
    writeFileSync(join(base, '带密码-样例.pdf'), lockedPdf());
    await desk.visit(`/students/${studentId}`);
    await expect(page.getByRole('heading', { level: 1, name: '样例沈清和' })).toBeVisible();
    await dropFiles(
      ['手机照片-样例.jpg', '带密码-样例.pdf'].map((name) => join(base, name)),
      side(),
    );
    await dialogOf().getByRole('button', { name: '存入 2 个' }).click();
    await side().getByRole('button', { name: '手机照片-样例.jpg', exact: true }).click();
    const photo = page.getByRole('img', { name: '附件图片：手机照片-样例.jpg' });
    const sizeOf = () => photo.evaluate((image) => [Reflect.get(image, 'naturalWidth'), Reflect.get(image, 'naturalHeight')]);
    await expect.poll(sizeOf).toEqual([20, 40]);
    await desk.look('photo', ['light', 'dark']);
    await page.keyboard.press('Escape');
    await side().getByRole('button', { name: '带密码-样例.pdf', exact: true }).click();
    await expect(page.getByText('这个 PDF 设了打开密码')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  test('are thrown away half-way by the lock', async () => {
    const { token } = await desk.call('attachments.begin', { name: '半途-样例.png', bytes: 8 });
    await desk.call('attachments.part', { token, at: 0, body: new Uint8Array(4) });
    await desk.lock();
    await desk.unlock();
    await expect(desk.call('attachments.part', { token, at: 4, body: new Uint8Array(4) })).rejects.toThrow('transferUnknown');
  });
});
