import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Writes a word into every place of a page that could outlive it. */
export async function plantEverywhere(page: Page, word: string): Promise<void> {
  await page.evaluate(async (canary) => {
    Reflect.set(globalThis, 'canary', canary);
    document.title = canary;
    window.name = canary;
    localStorage.setItem('canary', canary);
    sessionStorage.setItem('canary', canary);
    document.documentElement.dataset.canary = canary;
    history.replaceState({ canary }, '', `${location.pathname}${location.search}#${encodeURIComponent(canary)}`);
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('canary');
      opening.onupgradeneeded = () => opening.result.createObjectStore('canary').put(canary, 'canary');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    await (await caches.open('canary')).put('/canary', new Response(canary));
  }, word);
}

/** Whether a page is still the one that was planted, or one on its way to the next. */
export async function stillMarked(page: Page): Promise<boolean> {
  return await page.evaluate(() => Reflect.get(globalThis, 'canary') !== undefined || !document.querySelector('h1, h2, h3'));
}

/** Places of a page where a word still is; empty when it is nowhere. */
export async function seenInPage(page: Page, word: string): Promise<string[]> {
  return await page.evaluate(async (canary) => {
    const places: Readonly<Record<string, unknown>> = {
      global: Reflect.get(globalThis, 'canary'),
      document: document.documentElement.outerHTML,
      title: document.title,
      name: window.name,
      address: decodeURIComponent(location.href),
      state: JSON.stringify(history.state),
      fields: [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value).join('\n'),
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      databases: JSON.stringify((await indexedDB.databases()).map(({ name }) => name)),
      caches: JSON.stringify(await caches.keys()),
    };
    const seen = Object.entries(places).flatMap(([place, text]) => (String(text).includes(canary) ? [place] : []));
    if (localStorage.length + sessionStorage.length > 0) seen.push('storage not empty');
    if ((await indexedDB.databases()).length > 0) seen.push('a database');
    if ((await caches.keys()).length > 0) seen.push('a cache');
    if (history.length > 1) seen.push('history');
    return seen;
  }, word);
}

/** Folder that a browser keeps its profile in while it runs. */
export async function profileFolder(browser: Browser): Promise<string> {
  const devtools = await browser.newBrowserCDPSession();
  const { commandLine } = await devtools.send('SystemInfo.getInfo');
  await devtools.detach();
  return /--user-data-dir=(\S+)/.exec(commandLine)?.[1] ?? expect.fail('the browser names no profile');
}

/** Files below a folder that hold a word in an encoding that Chromium, Node or the database would write. */
export function filesWith(folder: string, word: string): string[] {
  const forms = [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    Buffer.from(encodeURIComponent(word)),
    Buffer.from(JSON.stringify(word)),
  ];
  const holds = (path: string): boolean => {
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  };
  // The search itself must be able to find something.
  const control = join(folder, 'canary-control');
  writeFileSync(control, `…${word}…`);
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      try {
        return holds(path);
      } catch {
        // A temporary file that is gone already.
        return false;
      }
    });
  if (!found.includes(control)) throw new Error('the search finds nothing');
  return found.filter((path) => path !== control);
}
