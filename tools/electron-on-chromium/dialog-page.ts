import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from './chromium.ts';

export interface Question {
  readonly kind: 'open' | 'save';
  readonly title: string;
  /** A folder is wanted, not a file. */
  readonly folder: boolean;
  /** Path proposed by the app, or empty. */
  readonly start: string;
  /** Without dots; empty for every file. */
  readonly extensions: readonly string[];
}

export interface Listing {
  readonly folder: string;
  readonly entries: readonly { readonly name: string; readonly path: string; readonly isFolder: boolean }[];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Folders first, then the files that the question admits; hidden entries left out. An unreadable folder lists as empty. */
export function listFolder(path: string, question: Question): Listing {
  const folder = isFolder(path) ? resolve(path) : dirname(resolve(path));
  const wanted = new Set(question.extensions.map((extension) => `.${extension.toLowerCase()}`));
  let names: string[] = [];
  try {
    names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    // Nothing to show.
  }
  const entries = names
    .map((name) => ({ name, path: join(folder, name), isFolder: isFolder(join(folder, name)) }))
    .filter(
      (entry) => entry.isFolder || (!question.folder && (wanted.size === 0 || wanted.has(extname(entry.name).toLowerCase()))),
    )
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || a.name.localeCompare(b.name, 'zh'));
  return { folder, entries: [{ name: '..', path: dirname(folder), isFolder: true }, ...entries] };
}

/** Where the page lives: a name that exists nowhere, answered by interception. */
const PLACE = 'https://dialog.invalid/';

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title></title><style>
*{box-sizing:border-box}body{font:14px/1.5 system-ui,sans-serif;margin:0;padding:16px;display:flex;flex-direction:column;gap:10px;height:100vh}
input{font:inherit;padding:6px 8px}ul{flex:1;overflow:auto;border:1px solid #bbb;margin:0;padding:4px;list-style:none}
li button{all:unset;display:block;width:100%;padding:3px 6px;cursor:pointer}li button:hover,li button:focus{background:#e0ebe7}
footer{display:flex;gap:8px;justify-content:flex-end}</style></head><body>
<input id="path" aria-label="路径 Path"><ul id="list"></ul><footer><button id="cancel">取消 Cancel</button><button id="ok">确定 OK</button></footer>
<script>
const box = document.getElementById('path'), list = document.getElementById('list');
async function show(path) {
  const answer = await window.standInList(path);
  list.replaceChildren(...answer.entries.map((entry) => {
    const item = document.createElement('li'), button = document.createElement('button');
    button.textContent = entry.name + (entry.isFolder ? ' /' : '');
    button.onclick = () => { box.value = entry.path; if (entry.isFolder) show(entry.path); };
    item.append(button);
    return item;
  }));
}
document.getElementById('ok').onclick = () => window.standInDone(box.value);
document.getElementById('cancel').onclick = () => window.standInDone(null);
box.onkeydown = (event) => { if (event.key === 'Enter') window.standInDone(box.value); };
window.start = (title, path) => { document.title = title; box.value = path; box.select(); show(path); };
</script></body></html>`;

/**
 * Asks the person at the screen in a small window of its own, which the app's pages cannot see. Null when cancelled.
 * @param onPage for a test that plays the person, without a screen
 */
export async function askPerson(question: Question, onPage?: (page: Page) => void): Promise<string[] | null> {
  const context = await startBrowser({ headless: onPage !== undefined, size: { width: 720, height: 560 }, appUrl: PLACE });
  const page = context.pages()[0] ?? (await context.newPage());
  const answer = Promise.withResolvers<string | null>();
  page.once('close', () => answer.resolve(null));
  await page.exposeFunction('standInList', (path: string) => listFolder(path, question));
  await page.exposeFunction('standInDone', (path: string | null) => answer.resolve(path));
  await context.route('**/*', (route) =>
    route.request().url() === PLACE ? route.fulfill({ contentType: 'text/html', body: PAGE }) : route.abort(),
  );
  await page.goto(PLACE);
  const start = isAbsolute(question.start) ? question.start : join(homedir(), question.start);
  await page.evaluate(([title, path]) => Reflect.get(globalThis, 'start')(title, path), [question.title, start]);
  onPage?.(page);
  const path = await answer.promise;
  await context.close().catch(() => undefined);
  return path ? [resolve(path)] : null;
}
