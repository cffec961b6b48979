import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, onTestFailed, test, vi } from 'vitest';
import { PASSPHRASE } from '../../tools/demo/desk.ts';
import { expect, lookAt, picture, SCHEMES } from './desk.ts';
import { type AppUnderTest, launchApp } from './host.ts';

// Several screens are looked at with axe in each test.
vi.setConfig({ testTimeout: 300_000 });
const WAIT = { timeout: 60_000 };

const dataDir = mkdtempSync(join(tmpdir(), 'xindang-backup-'));
const second = mkdtempSync(join(tmpdir(), 'xindang-stick-'));
const otherDir = mkdtempSync(join(tmpdir(), 'xindang-other-'));
const folder = join(dataDir, 'vault');
let app: AppUnderTest;
let page: Page;

async function start(dir: string): Promise<void> {
  app = await launchApp({ dataDir: dir, env: { XINDANG_BACKUP_AFTER_MS: '600000' } });
  page = app.page;
}

beforeAll(() => start(dataDir), 120_000);
afterAll(async () => {
  await app?.close();
  for (const dir of [dataDir, second, otherDir]) rmSync(dir, { recursive: true, force: true });
});

const backups = (dir = join(folder, 'backups')): string[] => readdirSync(dir).filter((name) => name.endsWith('.xdbak'));
const toBackups = async (): Promise<void> => {
  await page.getByRole('link', { name: '设置' }).click(WAIT);
  await page.getByRole('tab', { name: '备份' }).click(WAIT);
  await expect(page.getByRole('heading', { name: '备份状况' })).toBeVisible(WAIT);
};
const unlock = async (): Promise<void> => {
  await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE, WAIT);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible(WAIT);
};
const renameSchool = async (name: string): Promise<void> => {
  await page.getByRole('link', { name: '设置' }).click(WAIT);
  await page.getByRole('tab', { name: '学校' }).click();
  await page.getByLabel('学校名称').fill(name);
  await page.getByRole('button', { name: '保存学校资料' }).click();
  await expect(page.getByText('学校资料已保存')).toBeVisible(WAIT);
};
const expectSchool = async (name: string): Promise<void> => {
  await page.getByRole('link', { name: '设置' }).click(WAIT);
  await page.getByRole('tab', { name: '学校' }).click();
  await expect(page.getByLabel('学校名称')).toHaveValue(name, WAIT);
};

/** A picture of where a test got stuck. */
beforeEach(() => {
  onTestFailed(async ({ task }) => {
    await picture(page, `stuck-${task.id}`);
  });
});

describe('backups in the app', () => {
  test('a new vault has none, and the first screen says so', async () => {
    await page.getByLabel('学校名称').fill('样例备份学校', WAIT);
    await page.getByLabel('您的姓名').fill('样例老师甲');
    await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE);
    await page.getByLabel('再输一次口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: '建立档案库' }).click();
    const code = (await page.locator('output').textContent(WAIT)) ?? '';
    await page.getByRole('button', { name: '已经抄好' }).click();
    await page.getByRole('textbox', { name: '恢复码' }).fill(code);
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('button', { name: '以后再说' }).click(WAIT);
    await page.getByRole('link', { name: '今日' }).click(WAIT);
    await expect(page.getByText('备份最近一次验证：还没有')).toBeVisible(WAIT);
    await expect(page.getByText('该备份了')).toBeVisible();
    await lookAt(page, 'backup-today-none', SCHEMES);
  });

  test('one is made by hand, proved, and copied to the second folder', async () => {
    await toBackups();
    await lookAt(page, 'backup-settings-none', SCHEMES);
    await page.getByRole('button', { name: '立即备份' }).click();
    await expect(page.getByText(/备份已做好并读回核对/)).toBeVisible(WAIT);
    expect(backups()).toHaveLength(1);
    await page.getByRole('button', { name: '现在验证' }).click();
    await expect(page.getByText(/每一项都相符/)).toBeVisible(WAIT);
    await app.answerOpenDialog([second]);
    await page.getByRole('button', { name: '选择文件夹…' }).click();
    await expect(page.getByText(/文件夹：.*正常/)).toBeVisible(WAIT);
    expect(backups(second)).toEqual(backups());
    await expect(page.getByRole('table', { name: '备份列表' }).getByText('已验证')).toBeVisible(WAIT);
    await lookAt(page, 'backup-settings', SCHEMES);
    await page.getByRole('link', { name: '今日' }).click();
    await expect(page.getByText('备份最近一次验证：今天')).toBeVisible(WAIT);
    await lookAt(page, 'backup-today', SCHEMES);
  });

  test('a second folder that is gone is told in plain words and stops nothing', async () => {
    renameSync(second, `${second}-gone`);
    await toBackups();
    await page.getByRole('button', { name: '立即备份' }).click();
    await expect(page.getByText(/备份已做好并读回核对/)).toBeVisible(WAIT);
    await page.getByRole('link', { name: '今日' }).click();
    await expect(page.getByText('第二份备份：找不到：U盘没有插上，或网络盘断开')).toBeVisible(WAIT);
    renameSync(`${second}-gone`, second);
  });

  test('a restore from the settings locks first, brings the old data back, and can be undone', async () => {
    await renameSchool('样例改名学校');
    await toBackups();
    await page.getByRole('button', { name: '从备份恢复…' }).click();
    await page.getByRole('button', { name: '备份并锁定' }).click();
    await expect(page.getByRole('heading', { name: '打开心档' })).toBeVisible(WAIT);
    await page.getByRole('button', { name: '从备份恢复', exact: true }).click(WAIT);
    await expect(page.getByText('这个文件夹里的备份')).toBeVisible(WAIT);
    expect(backups().some((name) => name.includes('-restore'))).toBe(true);
    await lookAt(page, 'backup-locked-list', SCHEMES);
    await page
      .getByRole('button', { name: /^用这一份/ })
      .last()
      .click();
    await page.getByLabel('当时的口令').fill('样例-不对的口令-2026');
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await expect(page.getByText(/口令不对。/)).toBeVisible(WAIT);
    await lookAt(page, 'backup-locked-secrets', SCHEMES);
    await page.getByLabel('当时的口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await expect(page.getByRole('heading', { name: '已经恢复' })).toBeVisible(WAIT);
    await lookAt(page, 'backup-locked-done', SCHEMES);
    await page.getByRole('button', { name: '去打开' }).click();
    await unlock();
    await expectSchool('样例备份学校');

    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: '打开心档' })).toBeVisible(WAIT);
    await page.getByRole('button', { name: '从备份恢复', exact: true }).click(WAIT);
    await page.getByRole('button', { name: /^换回/ }).click(WAIT);
    await page.getByLabel('当时的口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('button', { name: '去打开' }).click(WAIT);
    await unlock();
    await expectSchool('样例改名学校');
  });

  test('quitting after a change leaves a backup', async () => {
    await renameSchool('样例退出学校');
    await app.close();
    expect(backups().filter((name) => name.includes('-quit'))).toHaveLength(1);
  });
});

describe('a vault that cannot be opened', () => {
  test.each([
    { what: 'damaged database', title: '数据库文件损坏' },
    { what: 'damaged header', title: '钥匙文件损坏' },
    { what: 'missing header', title: '找不到钥匙文件' },
  ])('with a $what offers the newest whole backup and restores it', async ({ what, title }) => {
    if (what === 'damaged database') {
      const name = (JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')) as { database: string }).database;
      writeFileSync(join(folder, name), readFileSync(join(folder, name)).fill(9, 8192, 60_000));
    } else {
      for (const name of ['vault.json', 'vault.copy.json']) {
        if (what === 'missing header') rmSync(join(folder, name));
        else writeFileSync(join(folder, name), '{"format": 2, broken');
      }
    }
    await start(dataDir);
    if (what === 'damaged database') {
      await page.getByLabel(/^口令( \*)?$/).fill(PASSPHRASE, WAIT);
      await page.getByRole('button', { name: '打开', exact: true }).click();
    }
    await expect(page.getByRole('heading', { name: title })).toBeVisible(WAIT);
    const best = page.getByRole('button', { name: /恢复最近一份完整的备份/ });
    await expect(best).toBeVisible(WAIT);
    await lookAt(page, `backup-failure-${what.replace(' ', '-')}`, SCHEMES);
    await best.click();
    await page.getByLabel('当时的口令').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '去打开' }).click(WAIT);
    await unlock();
    await expectSchool('样例退出学校');
    await app.close();
  });

  test('because its drive is gone says so, and opens once it is back', async () => {
    const settings = join(dataDir, 'app', 'settings.json');
    const kept = existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as object) : {};
    writeFileSync(settings, JSON.stringify({ ...kept, vaultFolder: folder }));
    renameSync(folder, `${folder}-away`);
    await start(dataDir);
    await expect(page.getByRole('heading', { name: '数据所在的文件夹不见了' })).toBeVisible(WAIT);
    await lookAt(page, 'backup-failure-folder-gone', SCHEMES);
    renameSync(`${folder}-away`, folder);
    await page.getByRole('button', { name: '再试一次' }).click();
    await unlock();
    await app.close();
  });
});

describe('another computer', () => {
  test('needs only the file: the first start restores it', async () => {
    const file = join(otherDir, '带来的备份.xdbak');
    const [name] = backups().filter((one) => one.includes('-quit'));
    copyFileSync(join(folder, 'backups', name ?? ''), file);
    mkdirSync(join(otherDir, 'data'));
    await start(join(otherDir, 'data'));
    await expect(page.getByRole('heading', { name: '开始使用' })).toBeVisible(WAIT);
    await page.getByRole('button', { name: '从备份恢复' }).click();
    await expect(page.getByText('这个文件夹里没有备份', { exact: false })).toBeVisible(WAIT);
    await lookAt(page, 'backup-first-run-restore', SCHEMES);
    writeFileSync(join(otherDir, '不是备份.xdbak'), '样例');
    await app.answerOpenDialog([join(otherDir, '不是备份.xdbak')]);
    await page.getByRole('button', { name: '选择备份文件…' }).click();
    await expect(page.getByText(/这不是心档的备份文件/)).toBeVisible(WAIT);
    await app.answerOpenDialog([file]);
    await page.getByRole('button', { name: '选择备份文件…' }).click();
    await page.getByLabel('当时的口令').fill(PASSPHRASE, WAIT);
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await expect(page.getByText('原来没有数据，不需要另放。')).toBeVisible(WAIT);
    await page.getByRole('button', { name: '去打开' }).click();
    await unlock();
    await expectSchool('样例退出学校');
  });
});
