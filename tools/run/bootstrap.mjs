import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const MIN_NODE = 22;
const nodeBinary = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @param {string} line */
export function say(line) {
  process.stdout.write(`[xindang] ${line}\n`);
}

/**
 * @param {string} line
 * @returns {never}
 */
export function stop(line) {
  process.stderr.write(`[xindang] ${line}\n`);
  process.exit(1);
}

/** Runs npm by its own script when npm started this process, by name otherwise. */
function npm(/** @type {string[]} */ args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js')
    ? spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}

/**
 * Whether node_modules holds just what the lock file says, by the record that npm leaves there once an install is complete.
 * Optional packages may be absent: they are those of other platforms.
 */
function dependenciesAreCurrent() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && !present[path])) return true;
    return present[path]?.version === entry.version && present[path]?.integrity === entry.integrity;
  });
}

/** Installs node_modules when it is missing or was made from another lock file; otherwise does nothing. */
export function ensureDependencies() {
  if (!dependenciesAreCurrent()) {
    say('installing the packages of package-lock.json (first run, or the lock file changed)');
    // Only `node` needs its install script, to fetch the binary; the database module carries prebuilt ones.
    const installed = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    if (installed.error) stop('npm was not found: install Node.js with npm, then run this again');
    if (installed.status !== 0) stop('npm ci failed: see the lines above');
  }
  if (!existsSync(nodeBinary) && npm(['rebuild', 'node', '--ignore-scripts=false']).status !== 0) {
    say('the packaged Node could not be fetched');
  }
}

/** Goes on under the project's Node (the database module crashes on old ones). Returns only in a Node that is new enough. */
export async function ensureNode() {
  const packaged = existsSync(nodeBinary) ? realpathSync(nodeBinary) : undefined;
  if (packaged && realpathSync(process.execPath) !== packaged && !process.env.XINDANG_REEXEC) {
    const child = spawn(packaged, process.argv.slice(1), {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, XINDANG_REEXEC: '1' },
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
    const code = await new Promise((resolve) => {
      child.on('error', () => resolve(1));
      child.on('exit', (status, signal) => resolve(signal ? 128 + constants.signals[signal] : status));
    });
    process.exit(/** @type {number} */ (code));
  }
  delete process.env.XINDANG_REEXEC;
  const major = Number(process.versions.node.split('.')[0]);
  if (major < MIN_NODE)
    stop(`Node ${process.versions.node} is too old: version ${MIN_NODE} or newer is needed (the project brings 24)`);
  // Children started by name (`node`, `vite`, `tsc`) must find the project's own first.
  const separator = process.platform === 'win32' ? ';' : ':';
  process.env.PATH = [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env.PATH].join(separator);
}

/**
 * Makes the programs outside npm available: installs them on Debian as root, otherwise names them in one line.
 * @param {'start' | 'demo' | 'test'} purpose
 */
export function ensureSystemPackages(purpose) {
  const missing = missingPackages(purpose);
  if (missing.length === 0) return;
  const debian = process.platform === 'linux' && existsSync('/usr/bin/apt-get');
  if (debian && process.getuid?.() === 0) {
    say(`installing ${missing.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { stdio: 'inherit', env });
    if (missingPackages(purpose).length === 0) return;
  }
  const still = missingPackages(purpose);
  if (still.length === 0) return;
  const line = debian ? `please run: sudo apt-get install ${still.join(' ')}` : `please install: ${still.join(', ')}`;
  if (purpose === 'start') say(line);
  else stop(line);
}
