import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

/**
 * Loaded into a vault process before its own code. Counts the steps that touch disk or database while one call is answered, and ends the
 * process by SIGKILL at a given step, before or after it was done. Without `XINDANG_FAULT_STEP` it only counts.
 *
 * `XINDANG_FAULT_CHANNEL` names the call. After its reply the parent gets `{ kind: 'faults.steps', steps }`.
 */
const channel = process.env.XINDANG_FAULT_CHANNEL;
const killAt = Number(process.env.XINDANG_FAULT_STEP ?? 0);
let callId: number | null = null;
let steps = 0;

function step(): void {
  if (callId === null) return;
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

function watch(owner: object, names: readonly string[]): void {
  const methods = owner as Record<string, Method>;
  for (const name of names) {
    const original = methods[name];
    if (!original) throw new Error(`no ${name} to watch`);
    methods[name] = function watched(...args) {
      step();
      const value = original.apply(this, args);
      step();
      return value;
    };
  }
}

watch(fs, [
  'renameSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
  'fsyncSync',
  'copyFileSync',
  'mkdirSync',
  'writeSync',
  'closeSync',
]);
syncBuiltinESMExports();
watch(fs.promises, ['rename', 'rm', 'unlink', 'writeFile', 'copyFile', 'mkdir']);

const probe = new Database(':memory:');
watch(Object.getPrototypeOf(probe) as object, ['exec', 'pragma', 'close', 'key', 'rekey']);
watch(Object.getPrototypeOf(probe.prepare('SELECT 1')) as object, ['run', 'get', 'all']);
probe.close();

process.on('message', (message: { kind?: string; channel?: string; id?: number }) => {
  if (message.kind === 'call' && message.channel === channel) callId = message.id ?? null;
});
const send = process.send?.bind(process);
process.send = ((message: { kind?: string; id?: number }) => {
  const sent = send?.(message) ?? false;
  if (message.kind === 'reply' && callId !== null && message.id === callId) {
    callId = null;
    send?.({ kind: 'faults.steps', steps });
  }
  return sent;
}) as NonNullable<typeof process.send>;
