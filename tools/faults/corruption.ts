import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BACKUPS_FOLDER } from '../../src-main/backup/names.ts';
import { HEADER_COPY_FILE, HEADER_FILE, parseHeader, readHeader } from '../../src-main/vault/header.ts';
import { Random } from '../sample-school/random.ts';
import { filesIn } from './aftermath.ts';
import { type Bundle, VaultChild } from './child.ts';
import { type Damage, damaged } from './damage.ts';
import { makeFilledVault } from './fill.ts';
import { runLogDamage } from './log-damage.ts';
import { PASSPHRASE } from './vaults.ts';

/** What became of the attempts to open something damaged. */
export interface Outcome {
  readonly subject: string;
  readonly damage: Damage;
  readonly tried: number;
  /** Answers by error code; `opened from the copy` counts here too. */
  readonly answers: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

interface Subject {
  readonly name: string;
  /** Files of the vault folder that are damaged together. */
  readonly files: readonly string[];
  /** How it is opened. */
  readonly channel: string;
  readonly input: unknown;
  readonly expected: readonly string[];
  /** One attempt of so many; for those that cost more. */
  readonly every?: number;
}

function subjects(backup: string): Subject[] {
  const unlock = { channel: 'vault.unlock', input: { passphrase: PASSPHRASE } };
  const file = join(BACKUPS_FOLDER, backup);
  // A file cut to less than a ZIP's first word can no longer be told from any other.
  const expected = ['backupDamaged', 'notABackup'];
  return [
    { name: 'database', files: ['vault.db'], ...unlock, expected: ['vaultDamaged'] },
    { name: 'header, both copies', files: [HEADER_FILE, HEADER_COPY_FILE], ...unlock, expected: ['headerDamaged'] },
    { name: 'backup, inspected', files: [file], channel: 'backup.lockedInspect', input: { name: backup }, expected },
    {
      name: 'backup, restored',
      files: [file],
      channel: 'backup.restore',
      input: { name: backup, passphrase: PASSPHRASE },
      expected,
      every: 5,
    },
  ];
}

/** A locked vault with records of all kinds in it, unused pages (damage must be found where nothing is, too) and a backup, whose name it answers. */
async function makeSubject(bundle: Bundle, folder: string, random: Random): Promise<string> {
  let name = '';
  await makeFilledVault(bundle, folder, random, 60, async (child) => {
    const draft = { form: 'session', studentId: '', draftId: 'large' };
    await child.must('drafts.save', { ...draft, body: { text: '样例'.repeat(30_000) } });
    await child.must('drafts.discard', draft);
    ({ name } = await child.must<{ name: string }>('backup.create', { reason: 'manual' }));
  });
  return name;
}

class Counter {
  readonly answers: Record<string, number> = {};
  readonly problems: string[] = [];
  count(answer: string): void {
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
  }
}

/** Damages one subject so many times and tries to unlock each time, in the built vault process. */
async function attempt(
  bundle: Bundle,
  whole: string,
  subject: Subject,
  damage: Damage,
  times: number,
  random: Random,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'xindang-damaged-'));
  cpSync(whole, folder, { recursive: true });
  const files = filesIn(folder);
  const counter = new Counter();
  let child = new VaultChild(bundle, folder);
  try {
    for (let n = 1; n <= times; n += 1) {
      const bytes = new Map<string, Buffer>(files.map((name) => [name, readFileSync(join(whole, name))]));
      for (const name of subject.files) bytes.set(name, damaged(bytes.get(name) ?? Buffer.alloc(0), damage, random));
      for (const [name, content] of bytes) writeFileSync(join(folder, name), content);
      const reply = await child.call(subject.channel, subject.input);
      const answer = reply.ok ? 'opened' : reply.error.code;
      counter.count(answer);
      if (!subject.expected.includes(answer)) counter.problems.push(`${damage} ${n}: ${answer}`);
      const changed = files.filter((name) => !readFileSync(join(folder, name)).equals(bytes.get(name) ?? Buffer.alloc(0)));
      const differs = [...changed, ...filesIn(folder).filter((name) => !files.includes(name))];
      if (differs.length > 0) counter.problems.push(`${damage} ${n}: touched ${differs.join(', ')}`);
      if (reply.ok || child.gone) {
        await child.kill();
        for (const name of filesIn(folder)) if (!files.includes(name)) rmSync(join(folder, name));
        child = new VaultChild(bundle, folder);
      }
    }
  } finally {
    await child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return { subject: subject.name, damage, tried: times, answers: counter.answers, problems: counter.problems };
}

/** One damaged header with a whole copy beside it, either way round: what is read must be what was written. */
function headerAlone(whole: string, name: string, damage: Damage, times: number, random: Random): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'xindang-damaged-'));
  cpSync(whole, folder, { recursive: true });
  const counter = new Counter();
  const bytes = readFileSync(join(whole, name));
  const written = parseHeader(bytes.toString('utf8'));
  for (let n = 1; n <= times; n += 1) {
    writeFileSync(join(folder, name), damaged(bytes, damage, random));
    const state = readHeader(folder);
    const same = state.state === 'present' && JSON.stringify(state.header) === JSON.stringify(written);
    const byCopy = state.state === 'present' && state.fromCopy;
    counter.count(byCopy ? 'opened from the copy' : 'opened from the first');
    if (!same || byCopy !== (name === HEADER_FILE)) counter.problems.push(`${damage} ${n}: another header was read`);
  }
  rmSync(folder, { recursive: true, force: true });
  return { subject: `header, ${name} alone`, damage, tried: times, answers: counter.answers, problems: counter.problems };
}

/** Damages database, headers and a backup so many times each; the vault is made once. */
export async function runCorruption(bundle: Bundle, seed: number, times: Readonly<Record<Damage, number>>): Promise<Outcome[]> {
  const whole = mkdtempSync(join(tmpdir(), 'xindang-whole-'));
  const random = new Random(seed);
  const outcomes: Outcome[] = [];
  try {
    const backup = await makeSubject(bundle, whole, random);
    for (const damage of ['flip', 'cut'] as const) {
      for (const subject of subjects(backup)) {
        const tries = Math.ceil(times[damage] / (subject.every ?? 1));
        outcomes.push(await attempt(bundle, whole, subject, damage, tries, random));
      }
      outcomes.push(await runLogDamage(bundle, random, damage, Math.ceil(times[damage] / 10)));
      for (const name of [HEADER_FILE, HEADER_COPY_FILE]) outcomes.push(headerAlone(whole, name, damage, times[damage], random));
    }
    return outcomes;
  } finally {
    rmSync(whole, { recursive: true, force: true });
  }
}
