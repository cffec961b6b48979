import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { textClasses, textClassOf } from '../../src-main/vault/text-classes.ts';
import { type ChannelSpec, ROLES, type Role } from '../../src-shared/contract/channel.ts';
import { type Channel, contract } from '../../src-shared/contract/index.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { inputsFor, type Known, TYPED } from './restricted/inputs.ts';
import { type Canary, CODED, MADE, type Plants, PREFIX, plant, type Who } from './restricted/plants.ts';

const START = '2026-11-24T06:00:00.000Z';
/** Channels that change who may open the vault, or which file it is: driven last. */
const LAST = /^(vault|users|shares|keychain|backup)\./u;
const channels = (Object.entries(contract as Record<string, ChannelSpec>) as [Channel, ChannelSpec][])
  .filter(([, spec]) => spec.host === 'vault' && spec.when !== 'locked')
  .sort(([a, x], [b, y]) => order(a, x) - order(b, y));

function order(name: string, spec: ChannelSpec): number {
  if (LAST.test(name)) return 4;
  return { read: 1, export: 2, write: 3 }[spec.effect];
}

/** Everything that came out of a vault by one role: channel → answers, refusals included. */
interface Harvest {
  readonly answers: Map<string, string[]>;
  readonly answered: Set<string>;
  readonly plants: Plants;
  readonly log: string;
  /** The record of use as it stands in the database afterwards. */
  readonly record: string;
}

/** Values by the name of a property; what is left out is made from the schema. */
function knownFor(vault: TestVault, spec: ChannelSpec, ids: Plants['ids'][Who]): Known {
  return (name, schema) => {
    const id = ids[name];
    if (id !== undefined) return [id];
    if (name === 'token' || name === 'target') {
      const sheet = () => vault.give(`${uuidv7()}.csv`, '姓名,性别,班级\n样例甲,男,七(3)班\n');
      return [
        spec.effect === 'export' && (name === 'target' || !('batchId' in (schema.properties ?? {})))
          ? vault.target(`${uuidv7()}.xlsx`).token
          : sheet(),
      ];
    }
    if (name === 'query' && schema.type === 'string') return [PREFIX, '样例'];
    if (name === 'words' && schema.type === 'string') return [PREFIX];
    if (name === 'text' && schema.type === 'string') return [PREFIX];
    if (schema.type !== 'string' || schema.enum || schema.pattern) return undefined;
    if (name === 'from' || name === 'fromDate') return ['2026-01-01'];
    if (name === 'to' || name === 'untilDate') return ['2026-12-31'];
    if (name === 'reviewOn' || name === 'nextReviewOn') return ['2026-12-30'];
    if (/(^on|On|Date)$/u.test(name)) return ['2026-11-21'];
    if (name === 'indicatorId') return ['homeVisits', 'counselingHours', 'paired'];
    if (name === 'column') return ['school'];
    return undefined;
  };
}

/** Inputs whose parts only fit each other, which the schema cannot tell. */
function alsoFor(channel: string, ids: Plants['ids'][Who]): unknown[] {
  if (channel !== 'students.corrections') return [];
  const entries = { session: ids.sessionId, caseOpened: ids.caseId, plan: ids.planId, visit: ids.visitId, level: ids.levelId };
  return Object.entries(entries).map(([kind, id]) => ({ studentId: ids.studentId, kind, id }));
}

/** What is taken away on paper or in a file: a broken seal opens none of it. */
const taken = (name: string): boolean =>
  ['documents.record', 'students.chronologySheet'].includes(name) || contract[name as Channel].effect === 'export';

/** Drives every channel of the contract with inputs made from its schema, about either student. */
async function drive(role: Role, seal: boolean): Promise<Harvest> {
  const clock = fixedClock(START);
  const vault = await openTestVault({ clock });
  const logged: string[] = [];
  const spies = [
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0),
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0),
    ...(['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...words) => void logged.push(words.map(String).join(' '))),
    ),
  ];
  try {
    const plants = await plant(vault);
    const answers = new Map<string, string[]>();
    const answered = new Set<string>();
    const desk = vault.as(role);
    if (seal) {
      const studentId = String(plants.ids.sealed.studentId);
      await desk.dispatch('seal.break', { studentId, reason: '样例：需要当面说明情况', minutes: 60 });
    }
    for (const [name, spec] of channels) {
      const heard: string[] = [];
      answers.set(name, heard);
      for (const who of ['sealed', 'other'] as const) {
        const inputs = inputsFor(spec.input, knownFor(vault, spec, plants.ids[who]));
        // A door that is shut or that turns the vault's keys is tried once.
        const once = LAST.test(name) || !spec.roles.includes(role);
        for (const input of once ? inputs.slice(0, 1) : [...inputs, ...alsoFor(name, plants.ids[who])]) {
          try {
            heard.push(JSON.stringify(await desk.dispatch(name, input as never)));
            answered.add(name);
          } catch (error) {
            heard.push(JSON.stringify([error, String(error)]));
          }
        }
        if (once) break;
      }
      // What the channel wrote for somebody to take away.
      for (const file of readdirSync(vault.folder)) {
        // A backup is encrypted as the vault is.
        if (!file.endsWith('.xlsx') || LAST.test(name)) continue;
        const path = join(vault.folder, file);
        heard.push(...Object.values(read(readFileSync(path)).Sheets).map((sheet) => utils.sheet_to_csv(sheet)));
        rmSync(path);
      }
    }
    const rows = await vault.vault.opened?.db.selectFrom('audit').selectAll().execute();
    return { answers, answered, plants, log: logged.join('\n'), record: JSON.stringify(rows) };
  } finally {
    for (const spy of spies) spy.mockRestore();
    await vault.close();
  }
}

/** Whether a role may read a planted word; `seal` tells whether the first student's seal is broken for it. */
function mayRead(role: Role, seal: boolean, { textClass, who }: Canary): boolean {
  if (textClass === 'own') return false;
  if (role === 'counselor') return true;
  if (role === 'clerk') return false;
  if (textClass === 'support') return true;
  return seal && who === 'sealed' && textClass !== 'private';
}

/** `channel: table.column (student)` of every word that came out though the role may not read it. */
function leaks({ answers, plants }: Harvest, role: Role, seal: boolean): string[] {
  const found: string[] = [];
  for (const canary of plants.canaries.filter((one) => !mayRead(role, seal, one))) {
    for (const [channel, heard] of answers) {
      // What was asked for comes back in no refusal either, save the searched-for beginning that all words share.
      if (heard.some((text) => text.includes(canary.text)))
        found.push(`${channel}: ${canary.table}.${canary.column} (${canary.who})`);
    }
  }
  return found;
}

describe('the classes of text', () => {
  let vault: TestVault;
  beforeAll(async () => {
    vault = await openTestVault();
  });
  afterAll(() => vault.close());

  it('cover every text column of the schema, and nothing that is not there', async () => {
    const tables = await sql<{
      name: string;
    }>`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`.execute(
      vault.db,
    );
    const columns = new Map<string, string>();
    for (const { name } of tables.rows) {
      const found = await sql<{ name: string; type: string }>`SELECT name, type FROM pragma_table_info(${name})`.execute(
        vault.db,
      );
      for (const column of found.rows) columns.set(`${name}.${column.name}`, column.type);
    }
    const text = [...columns].filter(([, type]) => type === 'TEXT').map(([name]) => name);
    expect(text.filter((name) => textClassOf(...(name.split('.') as [string, string])) === null)).toEqual([]);
    const classified = Object.entries(textClasses).flatMap(([table, byClass]) =>
      Object.values(byClass).flatMap((names) => names.split(' ').map((column) => `${table}.${column}`)),
    );
    expect(classified.filter((name) => !columns.has(name))).toEqual([]);
    expect(new Set(classified).size).toBe(classified.length);
  });
});

describe('restricted text', () => {
  const harvests = new Map<string, Promise<Harvest>>();
  const cases = [
    ...ROLES.map((role) => ({ name: role as string, role, seal: false })),
    { name: 'lead with one seal broken', role: 'lead' as const, seal: true },
  ];
  /** Each role drives a vault of its own, once. */
  const harvest = (name: string): Promise<Harvest> => {
    const one = cases.find((each) => each.name === name);
    const made = harvests.get(name) ?? drive(one?.role ?? 'clerk', one?.seal ?? false);
    harvests.set(name, made);
    return made;
  };

  it('stands in every column that not everybody may read', async () => {
    const planted = new Set((await harvest('counselor')).plants.canaries.map(({ table, column }) => `${table}.${column}`));
    const wanted = Object.entries(textClasses).flatMap(([table, byClass]) =>
      (['support', 'flagged', 'restricted', 'private'] as const).flatMap((textClass) =>
        (byClass[textClass]?.split(' ') ?? []).map((column) => `${table}.${column}`),
      ),
    );
    const missing = wanted.filter((name) => !planted.has(name) && !CODED.has(name) && !MADE.has(name.split('.')[0] ?? ''));
    expect(missing.filter((name) => !/^seal_break\.(?!reason)/u.test(name))).toEqual([]);
  });

  it('is found by the counselor: the doors are driven for real', async () => {
    const { answers, answered, plants } = await harvest('counselor');
    const heard = [...answers.values()].flat().join('\n');
    const unseen = plants.canaries.filter((one) => mayRead('counselor', false, one) && !heard.includes(one.text));
    // What no channel gives to anybody.
    expect([...new Set(unseen.map(({ table, column }) => `${table}.${column}`))].sort()).toEqual([
      'assessment_result.answers',
      'assessment_result.delivered',
      'disclosure.restricted_reason',
    ]);
    const silent = channels.filter(([name, spec]) => spec.reveals === 'restricted' && !answered.has(name)).map(([name]) => name);
    expect(silent).toEqual(['documents.recordOutput']);
  });

  it.each(cases)('reaches the $name only where it may', async ({ name, role, seal }) => {
    expect(leaks(await harvest(name), role, seal)).toEqual([]);
  });

  it('is open to the lead under the broken seal, for that student', async () => {
    const heard = [...(await harvest('lead with one seal broken')).answers.values()].flat().join('\n');
    for (const column of ['session.process', 'level_change.reason', 'screening_decision.note', 'support_plan.safety_plan']) {
      expect(heard, column).toContain(`${PREFIX}${column}-sealed`);
    }
    // Held against the rule without a seal, the same answers leak: the search finds what it should.
    const found = leaks(await harvest('lead with one seal broken'), 'lead', false);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((leak) => !leak.endsWith('(sealed)'))).toEqual([]);
    expect(found.filter((leak) => taken(leak.slice(0, leak.indexOf(':'))))).toEqual([]);
    expect(found.some((leak) => leak.startsWith('students.corrections: session.complaint (history)'))).toBe(true);
  });

  it.each(cases)('stands in no row of the record, nor does anything the $name typed', async ({ name }) => {
    const { record } = await harvest(name);
    expect(record.length).toBeGreaterThan(1000);
    expect(record).not.toContain(PREFIX);
    expect(record).not.toContain(TYPED);
  });

  it.each(cases)('stands in no log while the $name works', async ({ name }) => {
    expect((await harvest(name)).log).not.toContain(PREFIX);
  });
});

describe('a print of the counselor', () => {
  it('leaves the restricted note out unless it is chosen with a reason', async () => {
    const vault = await openTestVault({ clock: fixedClock(START) });
    const { ids, canaries } = await plant(vault);
    const note = canaries.find((one) => one.textClass === 'private' && one.who === 'sealed')?.text ?? '';
    const record = {
      studentId: String(ids.sealed.studentId),
      sections: ['sessions' as const],
      recipient: '样例',
      purpose: '样例',
    };
    expect(JSON.stringify(await vault.dispatch('documents.record', record))).not.toContain(note);
    const chosen = { ...record, restricted: true, restrictedReason: '样例：法院调取' };
    expect(JSON.stringify(await vault.dispatch('documents.record', chosen))).toContain(note);
    await vault.close();
  });
});
