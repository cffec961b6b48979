import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root, say } from './checkout.ts';

const folder = join(root, 'node_modules', 'electron');
const memory = join(root, 'node_modules', '.xindang', 'electron-download.json');
const memorySchema = z.object({ version: z.string(), failedAt: z.number() });

const STALL_MS = 20_000;
const RETRY_AFTER_MS = 7 * 24 * 3600 * 1000;

/** Path of Electron's executable if it is on this machine. */
export function electronBinary(): string | undefined {
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : undefined;
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = override ? join(override, name ?? 'electron') : name ? join(folder, 'dist', name) : undefined;
  return path && existsSync(path) ? path : undefined;
}

function version(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version;
}

function failedLately(): boolean {
  if (!existsSync(memory)) return false;
  const remembered = memorySchema.safeParse(JSON.parse(readFileSync(memory, 'utf8')));
  return remembered.success && remembered.data.version === version() && Date.now() - remembered.data.failedAt < RETRY_AFTER_MS;
}

function folderSize(path: string): number {
  let size = 0;
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    size += statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return size;
}

/** Runs Electron's own installer; gives up once nothing has arrived for 20 s. */
function download(): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), 'xindang-electron-'));
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
  });
  let size = 0;
  let movedAt = Date.now();
  const watch = setInterval(() => {
    const now = folderSize(scratch);
    if (now !== size) {
      size = now;
      movedAt = Date.now();
    } else if (Date.now() - movedAt > STALL_MS) child.kill();
  }, 1000);
  return new Promise((resolve) => {
    const end = (ok: boolean) => {
      clearInterval(watch);
      rmSync(scratch, { recursive: true, force: true });
      resolve(ok);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });
}

/**
 * Electron's executable, fetched if need be. A fetch that failed is remembered for a week, so that the next start does not wait again;
 * `XINDANG_HOST=electron` asks once more.
 */
export async function ensureElectron(): Promise<string | undefined> {
  const present = electronBinary();
  if (present) return present;
  if (failedLately() && process.env.XINDANG_HOST !== 'electron') return undefined;
  say('fetching the Electron binary');
  if (await download()) {
    rmSync(memory, { force: true });
    return electronBinary();
  }
  mkdirSync(join(memory, '..'), { recursive: true });
  writeFileSync(memory, JSON.stringify({ version: version(), failedAt: Date.now() }));
  return undefined;
}
