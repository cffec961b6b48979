import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { rebuildIndex } from '../../../src-main/search/upkeep.ts';
import type { Executor } from '../../../src-main/vault/context.ts';
import type { VaultDatabase } from '../../../src-main/vault/open.ts';
import type { Vault } from '../../../src-main/vault/vault.ts';
import { PART_LIMIT } from '../../../src-shared/contract/attachments.ts';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { examine } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { lay, makeFilledVault } from '../fill.ts';
import { callAndKill, type Extent, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { PASSPHRASE } from '../vaults.ts';

const ROWS = 800;
const FILE_BYTES = 20 * 1024 * 1024;

/** A call that writes much, or in several tables; `ready` brings an open vault to where it can be made and answers its input. */
interface Piece {
  readonly channel: string;
  readonly ready: (child: VaultChild) => Promise<unknown>;
}

/** Rows of each table, drafts by the whole key; without what an opening itself adds to. */
function countsOf(database: VaultDatabase): string {
  const names = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_index*' ORDER BY name`)
    .pluck()
    .all() as string[];
  const counted = names.filter((name) => name !== 'audit' && name !== 'setting' && !name.startsWith('sqlite_'));
  const rows = (name: string) => database.prepare(`SELECT count(*) FROM "${name}"`).pluck().get();
  return JSON.stringify(counted.map((name) => [name, rows(name)]));
}

/** Each term of the index with its note and place. */
async function termsIn(db: Executor): Promise<string> {
  await sql`CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search_index, instance)`.execute(db);
  const { rows } = await sql<{ line: string }>`
    SELECT coalesce(d.source || d.source_id || d.class, 'lost') || '|' || t.col || t.offset || '|' || t.term AS line
    FROM temp.search_terms t LEFT JOIN search_doc d ON d.number = t.doc ORDER BY line`.execute(db);
  return rows.map((row) => row.line).join('\n');
}

async function indexProblems(vault: Vault): Promise<string[]> {
  const db = vault.opened?.db;
  if (!db) return ['not open'];
  const kept = await termsIn(db);
  await rebuildIndex(db);
  if (kept === '') return ['the index is empty'];
  return (await termsIn(db)) === kept ? [] : ['the index is not what one made anew is'];
}

/** The calls, for a vault with this student in it; `folder` takes the file to import. */
function piecesFor(folder: string, studentId: string): Piece[] {
  const roster = join(folder, 'roster.csv');
  const lines = Array.from({ length: ROWS }, (_, n) => `样例名册${n},${n % 2 ? '男' : '女'},${7 + (n % 3)}年级${1 + (n % 6)}班`);
  writeFileSync(roster, `姓名,性别,班级\n${lines.join('\n')}\n`);
  const owner = { studentId, ownerKind: 'student', ownerId: studentId } as const;
  return [
    {
      channel: 'students.importRoster',
      ready: async (child) => {
        child.grant('roster', roster, 'read');
        const file = await child.must<Output<'students.readRoster'>>('students.readRoster', { token: 'roster' });
        const known = (file.sheets[0]?.columns ?? []).flatMap(({ index, field }) =>
          field ? [[String(index), field] as const] : [],
        );
        return { token: 'roster', sheets: [0], mapping: Object.fromEntries(known), schoolYear: file.schoolYear };
      },
    },
    {
      channel: 'attachments.add',
      ready: async (child) => {
        const body = Buffer.alloc(FILE_BYTES, 7);
        body.write('%PDF-1.7\n', 'latin1');
        const { token } = await child.must<Output<'attachments.begin'>>('attachments.begin', {
          name: '样例.pdf',
          bytes: FILE_BYTES,
        });
        for (let at = 0; at < FILE_BYTES; at += PART_LIMIT)
          await child.must('attachments.part', { token, at, body: new Uint8Array(body.subarray(at, at + PART_LIMIT)) });
        return { ...owner, token };
      },
    },
    {
      channel: 'visits.saveContact',
      ready: async (child) => {
        await child.must('drafts.save', { form: 'contact', studentId, draftId: 'cut', body: { content: '样例沟通' } });
        const contact: Input<'visits.saveContact'> = {
          studentId,
          contactedAt: '2026-11-20T02:00:00Z',
          mode: 'phone',
          outcome: 'reached',
          toWhom: '样例家长',
          content: '样例沟通。'.repeat(200),
          draftId: 'cut',
        };
        return contact;
      },
    },
    {
      channel: 'consents.add',
      ready: async () => ({
        studentId,
        kind: 'counseling',
        giver: 'guardian',
        giverName: '样例家长',
        givenOn: '2026-11-01',
        form: 'paper',
        limits: '样例限制。'.repeat(100),
      }),
    },
    { channel: 'search.rebuild', ready: async () => ({}) },
  ];
}

/** One call that writes much is there afterwards as a whole, or not at all, and the index of the notes is as one made anew. */
export const pieces: Scenario = {
  name: 'one large call',
  kills: { full: 50, short: 5 },
  prepare: async (bundle, folder, setup) => {
    const template = join(folder, 'template');
    const place = join(folder, 'vault');
    const filled = await makeFilledVault(bundle, template, setup, 120);
    const works: { piece: Piece; extent: Extent; before: string; after: string }[] = [];
    for (const piece of piecesFor(folder, [...filled.students][0] ?? '')) {
      lay(template, place);
      let before = '';
      const idle = new VaultChild(bundle, place);
      await idle.must('vault.unlock', { passphrase: PASSPHRASE });
      await piece.ready(idle);
      await idle.kill();
      await examine(place, (database) => {
        before = countsOf(database);
        return [];
      });
      lay(template, place);
      const extent = await measure(bundle, place, piece.channel, async (child) => {
        await child.must('vault.unlock', { passphrase: PASSPHRASE });
        return await piece.ready(child);
      });
      let after = '';
      await examine(place, (database) => {
        after = countsOf(database);
        return [];
      });
      works.push({ piece, extent, before, after });
    }
    let turn = 0;
    return async (random) => {
      const work = works[turn % works.length];
      turn += 1;
      if (!work) throw new Error('no call to cut off');
      lay(template, place);
      const ledger = filled.copy();
      const moment = pickMoment(random, work.extent);
      const child = new VaultChild(bundle, place, watchFor(work.piece.channel, moment));
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      const input = await work.piece.ready(child);
      const answered = await callAndKill(child, work.piece.channel, input, moment);
      let now = '';
      const problems = await examine(place, async (database, vault) => {
        now = countsOf(database);
        return [...ledger.problems(database), ...(await indexProblems(vault))];
      });
      const isOld = now === work.before;
      if (!isOld && now !== work.after) problems.push(`${work.piece.channel} is there by half: ${now}`);
      if (answered && now !== work.after) problems.push(`${work.piece.channel} answered and is not there`);
      return { acknowledged: 0, moment, state: isOld ? 'old' : 'new', problems };
    };
  },
};
