import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect as expectPage } from 'playwright/test';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ONLY_MAIN } from '../../src-main/shell/ipc.ts';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { type Channel, contract, type Input, type Output } from '../../src-shared/contract/index.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { HIDDEN_MINUTES, IDLE_MINUTES } from '../../src-shared/contract/shell.ts';
import { launch, type RunningApp } from '../../tools/electron-on-chromium/launch.ts';
import { rendererPids } from '../../tools/electron-on-chromium/renderer-process.ts';
import { ROOT } from '../e2e/host.ts';
import { filesWith, plantEverywhere, profileFolder, seenInPage, stillMarked } from '../support/canary.ts';

/** The built app, locked in every way there is: nothing of what was open may be left anywhere but in the vault. */
const PASSPHRASE = '样例-山茶花-开在-北坡-17';
const CANARY = '样例金丝雀楠木';
const HALF = `样例：周三\n\t只说到一半……“${CANARY}”，\u3000昨晚又`;
/** Where pictures go when somebody wants to look at them. */
const PICTURES = process.env.XINDANG_PICTURES;
const channels = Object.entries(contract as Record<string, ChannelSpec>);

let app: RunningApp;
let page: Page;
let studentId: string;
const dataDir = mkdtempSync(join(tmpdir(), 'xindang-locked-'));
/** How far the app's clock is ahead of the computer's; a lock by time need not be waited for. */
let ahead = 0;

function ask(channel: string, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    ([name, body]) =>
      (globalThis as unknown as { xindang: { call(name: string, body: unknown): Promise<Result<unknown>> } }).xindang.call(
        name,
        body,
      ),
    [channel, input] as const,
  );
}

async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = await ask(channel, input);
  if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
  return result.value as Output<C>;
}

async function visit(path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

async function unlock(): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(PASSPHRASE, { timeout: 60_000 });
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expectPage(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 60_000 });
}

const note = () => page.getByLabel('主诉');

/** The draft of the note as the vault keeps it. */
async function draft(): Promise<unknown> {
  const [kept] = (await call('drafts.list', {})).filter((item) => item.studentId === studentId);
  return kept && (await call('drafts.load', kept));
}

beforeAll(async () => {
  const realNow = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
  app = await launch({ appDir: ROOT, dataDir });
  page = await app.firstWindow();
  await expectPage(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 });
  const { recoveryCode } = await call('vault.create', {
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: PASSPHRASE,
  });
  await call('vault.confirmRecovery', { recoveryCode });
  ({ studentId } = await call('students.create', { name: CANARY, sex: '2', birthDate: '2013-03-05', className: '八(1)班' }));
  await call('shell.lock', {});
  await unlock();
}, 240_000);

afterAll(async () => {
  await app.close();
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

const CAUSES: readonly (readonly [cause: string, happen: () => unknown])[] = [
  ['Ctrl+L', () => page.keyboard.press('Control+l')],
  ['Ctrl+L under the privacy shield', () => page.keyboard.press('Control+Shift+H').then(() => page.keyboard.press('Control+l'))],
  ['sleep', () => app.powerMonitor.emit('suspend')],
  ['the lock screen', () => app.powerMonitor.emit('lock-screen')],
  ['another person’s turn', () => app.powerMonitor.emit('user-did-resign-active')],
  [
    'nobody at the desk',
    () => {
      ahead += IDLE_MINUTES.default * 60_000;
    },
  ],
  [
    'a minimised window while the computer is in use',
    () => {
      app.powerMonitor.idle = 0;
      app.minimize();
      ahead += HIDDEN_MINUTES.default * 60_000;
    },
  ],
  ['the vault process dying', () => process.kill(app.childPids()[0] ?? 0, 'SIGKILL')],
];

describe.each(CAUSES)('locked by %s', (cause, happen) => {
  let vaultPid: number;
  let renderers: number[];
  const browser = () => page.context().browser() ?? expect.fail('no browser');

  beforeAll(async () => {
    await visit(`/cases/session/new?student=${studentId}`);
    await expectPage(page.getByText(CANARY).first()).toBeVisible({ timeout: 60_000 });
    await note().fill(`${HALF}${cause}`);
    // A process that is killed can save nothing more; what rests for a moment is saved by then.
    await vi.waitFor(async () => expect(JSON.stringify(await draft())).toContain(cause), 30_000);
    await plantEverywhere(page, CANARY);
    await call('clipboard.copy', { text: CANARY });
    vaultPid = app.childPids()[0] ?? expect.fail('no vault process');
    renderers = await rendererPids(browser());
    await happen();
    await vi.waitFor(async () => expect(await stillMarked(page)).toBe(false), 60_000);
    await expectPage(page.getByRole('heading', { name: '打开心档' })).toBeVisible({ timeout: 60_000 });
  });

  it('the vault process is gone', () => {
    expect(app.childPids()).toEqual([]);
    expect(() => process.kill(vaultPid, 0)).toThrow('ESRCH');
  });

  it('the page has another process than before, and no memory of it', async () => {
    const now = await rendererPids(browser());
    expect(renderers.filter((pid) => !now.includes(pid))).not.toEqual([]);
    expect(await app.windows()).toHaveLength(1);
    expect(await seenInPage(page, CANARY)).toEqual([]);
    expect(await app.clipboard.readText()).toBe('');
  });

  it('no file of the browser or of the app holds a word of it', async () => {
    expect(filesWith(await profileFolder(browser()), CANARY)).toEqual([]);
    expect(filesWith(dataDir, CANARY)).toEqual([]);
  });

  it('only what opens a vault answers', async () => {
    const codes = new Map<string, string>();
    for (const [name] of channels) {
      const answer = await ask(name, null);
      codes.set(name, answer.ok ? 'answered' : answer.error.code);
    }
    const expected = channels.map(([name, { when }]) => {
      if (ONLY_MAIN.has(name)) return [name, 'forbidden'];
      return [name, when === 'unlocked' ? 'locked' : 'invalidInput'];
    });
    expect([...codes]).toEqual(expected);
    expect(app.childPids()).toEqual([]);
  });

  it('after unlocking, the half sentence is there to the letter', async () => {
    app.powerMonitor.idle = Number.MAX_SAFE_INTEGER;
    app.restore();
    await unlock();
    await visit(`/cases/session/new?student=${studentId}`);
    await expectPage(note()).toHaveValue(`${HALF}${cause}`, { timeout: 60_000 });
  });
});

describe('what answers while locked', () => {
  const open = channels.filter(([, { when }]) => when !== 'unlocked');

  it.each(open)('%s reveals nothing and touches no record', (name, { reveals, subject }) => {
    expect(reveals, name).toBe('nothing');
    expect(subject, name).toBeUndefined();
  });
});

describe('before an idle lock', () => {
  const notice = () => page.getByRole('alert').filter({ hasText: '即将自动锁定' });

  it('the person is told, and any key keeps the vault open', async () => {
    expect(app.childPids()).toHaveLength(1);
    await call('shell.activity', {});
    ahead += IDLE_MINUTES.default * 60_000 - 20_000;
    await expectPage(notice()).toBeVisible({ timeout: 10_000 });
    await expectPage(notice()).toContainText(/还有 \d+ 秒/);
    for (const scheme of ['light', 'dark'] as const) {
      await page.evaluate((value) => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `lock-notice-${scheme}.png`) });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)).toEqual([]);
    }
    await page.keyboard.press('Shift');
    await expectPage(notice()).toHaveCount(0);
    expect(app.childPids()).toHaveLength(1);
  });
});
