import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';

/** Another site than any app's: Chromium gives its page another process and ends the one before. */
export const ELSEWHERE = 'https://gone.invalid/';
/** A process that is still there after this has not ended (milliseconds). */
const PATIENCE = 5000;

/** Process ids of all renderers of a browser. */
export async function rendererPids(browser: Browser): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  } finally {
    await devtools.detach();
  }
}

/**
 * Ends the process behind a page and leaves the page usable: a crash proper would end playwright's hold of it for good.
 * @throws Error when no renderer of this browser has ended
 */
export async function endRenderer(page: Page): Promise<void> {
  const browser = page.context().browser();
  const before = browser ? await rendererPids(browser) : [];
  await page.goto(ELSEWHERE);
  if (!browser) return;
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(20)) {
    const now = new Set(await rendererPids(browser));
    if (before.some((pid) => !now.has(pid))) return;
  }
  throw new Error('the renderer process has not ended');
}
