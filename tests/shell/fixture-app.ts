import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const fixture = join(root, 'tests/fixtures/shell');

export interface FixtureApp {
  readonly appDir: string;
  /** A fresh data folder, with `vault/` in it. */
  dataDir(): string;
  remove(): void;
}

/** Builds the real main and preload bundles, with a small page and a small vault process in place of the real ones. */
export async function buildFixtureApp(): Promise<FixtureApp> {
  const base = mkdtempSync(join(tmpdir(), 'xindang-shell-'));
  const appDir = join(base, 'app');
  const outDir = join(appDir, 'out/main');
  mkdirSync(appDir);
  writeFileSync(
    join(appDir, 'package.json'),
    JSON.stringify({ name: 'xindang', productName: '心档', version: '0.0.1', type: 'module', main: 'out/main/main.js' }),
  );
  const input = { main: join(root, 'src-main/main.ts'), 'vault-process': join(fixture, 'vault-process.ts') };
  const common = { root, logLevel: 'error' } as const;
  await build({ ...common, configFile: join(root, 'vite.main.config.ts'), build: { outDir, rolldownOptions: { input } } });
  await build({ ...common, configFile: join(root, 'vite.preload.config.ts'), build: { outDir } });
  cpSync(join(fixture, 'renderer'), join(appDir, 'out/renderer'), { recursive: true });
  let count = 0;
  return {
    appDir,
    dataDir() {
      count += 1;
      const folder = join(base, `data-${count}`);
      mkdirSync(join(folder, 'vault'), { recursive: true });
      return folder;
    },
    remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Lines of a file that the vault process of the fixture writes; none when it does not exist. */
export function linesOf(dataDir: string, file: string): string[] {
  try {
    return readFileSync(join(dataDir, 'vault', file), 'utf8')
      .split('\n')
      .filter(Boolean);
  } catch {
    return [];
  }
}
