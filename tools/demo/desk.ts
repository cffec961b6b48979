import type { Locator, Page } from 'playwright-core';

/** The running app as the walk needs it; both hosts give this. */
export interface DemoApp {
  readonly page: Page;
  answerOpenDialog(paths: readonly string[]): Promise<void> | void;
  answerSaveDialog(path: string): Promise<void> | void;
}

export const PASSPHRASE = '样例-山茶花-开在-北坡-17';

const escaped = (words: string) => words.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&');

/** A field by its label, required or not: a required one carries a star behind the words. */
export const field = (scope: Page | Locator, label: string) =>
  scope
    .getByLabel(new RegExp(`^${escaped(label)}\\s*\\*?$`))
    .and(scope.locator('input, textarea'))
    .first();

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
/** Title of the panels that stand before the vault is open. */
export const panelTitle = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Does what locks, and waits until the page of before is gone and the empty one asks for a passphrase. */
export async function untilLocked(page: Page, lock: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Reflect.set(globalThis, 'beforeLock', true));
  // The page may be gone before it can answer.
  await lock().catch(() => undefined);
  const asksAnew = () => Reflect.get(globalThis, 'beforeLock') === undefined && document.querySelector('form input') !== null;
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate(asksAnew).catch(() => false)) return;
    await page.waitForTimeout(100);
  }
  throw new Error('the page was not emptied within a minute');
}

/** Waits until nothing is being fetched and nothing moves: a notice on its way in is half transparent, which no contrast rule allows for. */
export async function untilShown(page: Page): Promise<void> {
  const loaded = () => document.querySelector('.mantine-Loader-root') === null;
  await page.waitForFunction(loaded, undefined, { timeout: 60_000 });
  await page.evaluate(async () => {
    const running = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.race([
      Promise.allSettled(running.map(({ finished }) => finished)),
      new Promise((done) => setTimeout(done, 1000)),
    ]);
  });
}

/** Goes to a page of the left rail. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
}

/** Picks an option of a select by its words. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await field(page, label).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Finds a student through a picker by typing, and takes the first hit. */
export async function pickStudent(page: Page, label: string, query: string): Promise<void> {
  const box = field(page, label);
  await box.click();
  await box.fill(query);
  await page.getByRole('option', { name: query }).first().click();
}
