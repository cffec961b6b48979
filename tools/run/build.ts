import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './checkout.ts';

const SOURCES = [
  'src-main/**/*',
  'src-renderer/**/*',
  'src-shared/**/*',
  'migrations/**/*',
  'scales/**/*',
  'vite.*.config.ts',
  'package.json',
  'package-lock.json',
];
const OUTPUTS = ['out/main/main.js', 'out/main/vault-process.js', 'out/main/preload.cjs', 'out/renderer/index.html'];
const cache = join(root, 'node_modules', '.xindang');

/** SHA-256 over the names and contents of everything that goes into the bundles. */
export function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root }).sort()) {
    const path = join(root, file);
    if (!statSync(path).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

export function buildIsCurrent(): boolean {
  const stamp = join(cache, 'build');
  return (
    OUTPUTS.every((file) => existsSync(join(root, file))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash()
  );
}

/** Builds the three bundles unless they are those of the present sources. Answers whether they are usable now. */
export function ensureBuild(): boolean {
  if (buildIsCurrent()) return true;
  const hash = sourceHash();
  say('building');
  const built = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const missing = OUTPUTS.filter((file) => !existsSync(join(root, file)));
  if (built.status !== 0 || missing.length > 0) {
    say(`the build failed${missing.length > 0 ? `; not made: ${missing.join(', ')}` : ''}`);
    return false;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'build'), hash);
  return true;
}
