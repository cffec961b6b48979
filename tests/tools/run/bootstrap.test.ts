import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
let checkout: string;

/** Stands for npm: notes how it was called and leaves behind what an install would. */
const FAKE_NPM = `
import * as fs from 'node:fs';
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (process.argv[2] === 'ci') {
  fs.mkdirSync('node_modules/node/bin', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
  fs.symlinkSync(${JSON.stringify(join(root, 'node_modules', 'zod'))}, 'node_modules/zod');
}
if (process.argv[2] === 'rebuild') fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');
`;

function writeLock(version: string): void {
  const packages = {
    '': {},
    'node_modules/zod': { version, integrity: 'x' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  writeFileSync(join(checkout, 'package-lock.json'), JSON.stringify({ packages }));
}

function run(...args: string[]) {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return spawnSync(process.execPath, [join(checkout, 'tools', 'run.mjs'), ...args], {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...env, npm_execpath: join(checkout, 'npm.js') },
  });
}

function npmCalls(): string[] {
  const file = join(checkout, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
  mkdirSync(join(checkout, 'tools'));
  cpSync(join(root, 'tools', 'run.mjs'), join(checkout, 'tools', 'run.mjs'));
  cpSync(join(root, 'tools', 'run'), join(checkout, 'tools', 'run'), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
  writeFileSync(join(checkout, 'npm.js'), FAKE_NPM);
  writeLock('1.0.0');
});
afterEach(() => rmSync(checkout, { recursive: true }));

describe('npm start on a fresh checkout', () => {
  test('installs once, and again only when the lock file changes', () => {
    run('start');
    expect(npmCalls()).toEqual([expect.stringMatching(/^ci /), expect.stringMatching(/^rebuild node/)]);
    run('start');
    expect(npmCalls()).toHaveLength(2);
    rmSync(join(checkout, 'node_modules', 'zod'));
    writeLock('1.0.1');
    run('start');
    expect(npmCalls()).toHaveLength(3);
  });

  test('without a display says so in one line and names the demo', () => {
    const { stdout, status } = run('start');
    expect(status).toBe(1);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/no display here: .*npm start -- --demo/);
  });

  test('refuses what it does not know', () => {
    expect(run('start', '--fast')).toMatchObject({ status: 2, stdout: expect.stringContaining('--fast') });
    expect(run('stop')).toMatchObject({ status: 2, stdout: expect.stringContaining('usage') });
  });

  test('a failed install ends with one clear line', () => {
    writeFileSync(join(checkout, 'npm.js'), 'process.exit(1);');
    const { stderr, status } = run('start');
    expect(status).toBe(1);
    expect(stderr).toContain('npm ci failed');
  });
});

test('names the Debian packages whose programs are missing', () => {
  const script = "import('./tools/run/packages.mjs').then((m) => console.log(m.missingPackages('test').join(' ')))";
  const missing = (path: string) =>
    spawnSync(process.execPath, ['-e', script], { cwd: checkout, encoding: 'utf8', env: { PATH: path } }).stdout.trim();
  expect(missing(checkout).split(' ')).toEqual(
    expect.arrayContaining(['chromium', 'poppler-utils', 'qpdf', 'libreoffice-calc-nogui']),
  );
  for (const name of ['chromium', 'pdftotext', 'qpdf', 'soffice', 'Xvfb', 'xauth']) writeFileSync(join(checkout, name), '');
  expect(missing(checkout)).toBe('fonts-noto-cjk');
});
