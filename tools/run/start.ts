import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.ts';
import { root, say } from './checkout.ts';
import { ensureElectron } from './electron.ts';

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Runs a program in the checkout until it ends; answers its exit code. */
function follow(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(file, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

async function openApp(env: Record<string, string>): Promise<number> {
  const electron = process.env.XINDANG_HOST === 'chromium' ? undefined : await ensureElectron();
  if (electron) {
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
    return follow(electron, [...(asRoot ? ['--no-sandbox'] : []), root], env);
  }
  say('preview host: the Electron binary is not here, so the same bundles run on the Chromium of this machine');
  return follow(process.execPath, [join(root, 'tools', 'electron-on-chromium', 'run.ts'), root], env);
}

/**
 * `npm start [-- --demo]`: opens the app; with `--demo` on the invented sample school, or, without a display, as an unattended tour
 * that leaves its pictures in out/demo/.
 */
export async function run(args: readonly string[]): Promise<number> {
  const demo = args.includes('--demo');
  const unknown = args.filter((arg) => arg !== '--demo');
  if (unknown.length > 0) {
    say(`unknown argument ${unknown.join(' ')}: there is only --demo`);
    return 2;
  }
  if (!demo && !hasDisplay()) {
    say(
      'no display here: start it on a desktop, or run "npm start -- --demo" for the unattended tour with pictures in out/demo/',
    );
    return 1;
  }
  if (!ensureBuild()) return 1;
  const tour = join(root, 'tools', 'demo', 'run.ts');
  if (!demo) return openApp({});
  if (!hasDisplay()) return follow(process.execPath, [tour]);
  const dataDir = join(root, 'out', 'demo', 'data');
  const prepared = await follow(process.execPath, [tour, '--prepare', dataDir]);
  return prepared === 0 ? openApp({ XINDANG_DATA_DIR: dataDir }) : prepared;
}
