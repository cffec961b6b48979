import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import type { Result } from '../../src-shared/contract/result.ts';
import { launch } from '../electron-on-chromium/launch.ts';

interface Bridge {
  readonly xindang: { call(channel: string, input: unknown): Promise<unknown> };
}

const FIRST_VAULT = {
  schoolName: '样例学校',
  schoolType: 'junior',
  levelPreset: 'red_orange_yellow',
  userName: '样例教师',
  passphrase: '青石板 老茶馆 旧书包 晒谷场 样例',
};

/**
 * Takes a packed app apart and starts its own bundles, with nothing of the checkout in reach, up to the first screen and a new
 * vault.
 * @returns what is wrong with the start, one line each
 */
export async function startProblems(packed: string, work: string, screenshot: string): Promise<string[]> {
  const appDir = join(work, 'app');
  const dataDir = join(work, 'data');
  mkdirSync(dataDir, { recursive: true });
  extractAll(join(packed, 'resources', 'app.asar'), appDir);
  // The first start follows the computer's language; what is looked at is the Chinese screen.
  const first = await launch({ appDir, dataDir, headless: true });
  const greeting = await first.firstWindow();
  await greeting.getByRole('heading').first().waitFor({ timeout: 30_000 });
  await greeting.evaluate(() => (window as unknown as Bridge).xindang.call('shell.setSettings', { language: 'zh' }));
  await first.close();

  const app = await launch({ appDir, dataDir, headless: true });
  const errors: string[] = [];
  try {
    const page = await app.firstWindow();
    page.on('pageerror', ({ message }) => errors.push(`error in the page: ${message}`));
    await page.getByRole('heading').first().waitFor({ timeout: 30_000 });
    const title = await page.title();
    if (!title.includes('心档')) errors.push(`the title is ${JSON.stringify(title)}`);
    const shown = await page.getByText('心档').filter({ visible: true }).count();
    if (shown === 0) errors.push('心档 stands nowhere on the first screen');
    const fonts = await page.evaluate(async () => (await document.fonts.ready).size);
    if (fonts === 0) errors.push('no bundled font is declared');
    await page.screenshot({ path: screenshot });
    // The vault process must find its native module where the packager put it.
    const created = await page.evaluate(
      (input) => (window as unknown as Bridge).xindang.call('vault.create', input) as Promise<Result<unknown>>,
      FIRST_VAULT,
    );
    if (!created.ok) errors.push(`no vault can be made: ${created.error.code}`);
  } finally {
    await app.close();
  }
  return errors;
}
