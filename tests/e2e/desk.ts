import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect as plainExpect } from 'playwright/test';
import type { Page } from 'playwright-core';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { PASSPHRASE, untilLocked, untilShown } from '../../tools/demo/desk.ts';
import { type AppUnderTest, launchApp } from './host.ts';

/** Patient, since the whole suite may share two processors. */
const PATIENCE_MS = 30_000;
export const expect = plainExpect.configure({ timeout: PATIENCE_MS });

/** Folder that takes a picture of each screen looked at, when somebody wants to look too. */
const PICTURES = process.env.XINDANG_PICTURES;

export const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

/** The running app on a folder of its own, with what every walk does at it. */
export interface Desk {
  readonly app: AppUnderTest;
  readonly page: Page;
  /** Holds `vault/`, `app/` and `documents/`; gone after `leave`. */
  readonly dataDir: string;
  /** Calls a channel as the page does. @throws Error naming channel and error code */
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>>;
  /** Goes to an address inside the app without loading the page anew. */
  visit(path: string): Promise<void>;
  /** Looks at the screen as it stands: axe finds nothing, and a picture is taken where one is wanted. */
  look(name: string, schemes?: readonly Scheme[]): Promise<void>;
  lock(): Promise<void>;
  /** Types the passphrase into the screen that asks for it, and waits for nothing. */
  enter(passphrase?: string, user?: string): Promise<void>;
  /** Opens the vault from that screen and waits for the pages behind it. */
  unlock(passphrase?: string, user?: string): Promise<void>;
  /** Ends the app and removes its folder. */
  leave(): Promise<void>;
}

export interface DeskOptions {
  /** First part of the names of its folder and pictures. */
  readonly name: string;
  /** Fills the folder before the app starts. */
  readonly prepare?: (dataDir: string) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built app, in Chinese whatever the language of this computer. */
export async function openDesk({ name, prepare, env }: DeskOptions): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), `xindang-${name}-`));
  await prepare?.(dataDir);

  // XINDANG_APP_DIR names another built app to walk through, such as an unpacked one.
  const appDir = process.env.XINDANG_APP_DIR;
  const app = await launchApp({ dataDir, ...(appDir && { appDir }), ...(env && { env }) });
  const { page } = app;
  page.setDefaultTimeout(PATIENCE_MS);
  await page.getByRole('heading').first().waitFor({ timeout: 60_000 });

  const desk: Desk = {
    app,
    page: app.page,
    dataDir,
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const result = (await page.evaluate(
        ([to, body]) =>
          (globalThis as unknown as { xindang: { call(name: string, body: unknown): Promise<unknown> } }).xindang.call(to, body),
        [channel, input] as const,
      )) as Result<Output<C>>;
      if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async visit(path) {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, path);
    },
    look: (screen, schemes) => lookAt(page, `${name}-${screen}`, schemes),
    lock: () => untilLocked(page, () => desk.call('shell.lock', {})),
    async enter(passphrase = PASSPHRASE, user) {
      if (user !== undefined) {
        await page.getByRole('combobox', { name: '使用者' }).click();
        await page.getByRole('option', { name: user }).click();
      }
      await page.getByLabel(/^口令( \*)?$/).fill(passphrase);
      await page.getByRole('button', { name: '打开', exact: true }).click();
    },
    async unlock(passphrase, user) {
      await desk.enter(passphrase, user);
      await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 60_000 });
    },
    async leave() {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await desk.call('shell.setSettings', { language: 'zh' });
  return desk;
}

/** Invented school and counselor, with the vault open and 今日 on the screen; `fill` enters what the walk starts from. */
export async function openSchool(options: DeskOptions, fill?: (desk: Desk) => Promise<void>): Promise<Desk> {
  const desk = await openDesk(options);
  const { recoveryCode } = await desk.call('vault.create', {
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: PASSPHRASE,
  });
  await desk.call('vault.confirmRecovery', { recoveryCode });
  await fill?.(desk);
  await desk.lock();
  await desk.unlock();
  return desk;
}

/** Looks at a screen as it stands: axe finds nothing, and a picture goes to XINDANG_PICTURES where that names a folder. */
export async function lookAt(page: Page, name: string, schemes: readonly Scheme[] = ['light']): Promise<void> {
  await untilShown(page);
  for (const scheme of schemes) {
    if (schemes.length > 1) await setScheme(page, scheme);
    await picture(page, schemes.length > 1 ? `${name}-${scheme}` : name);
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // The second scheme changes colours only.
    if (scheme !== schemes[0]) axe.withRules(['color-contrast']);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
    );
    plainExpect(found, `${name} in ${scheme}`).toEqual([]);
  }
  if (schemes.length > 1) await setScheme(page, 'light');
}

/** Takes a picture where somebody wants one. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES && !page.isClosed()) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

async function setScheme(page: Page, scheme: Scheme): Promise<void> {
  await page.evaluate((value) => document.documentElement.setAttribute('data-mantine-color-scheme', value), scheme);
}
