import type { Role } from '../../src-shared/contract/channel.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import type { NoteHit } from '../../src-shared/contract/search.ts';
import { localDayOf } from '../../src-shared/domain/dates.ts';
import { holds, questionOf, snippetOf } from '../../src-shared/domain/search-terms.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { studentBriefs } from '../vault/student-brief.ts';
import { notesByText, studentsOfReports } from './search.repository.ts';
import { type NoteClass, type NoteRow, OPEN, RESTRICTED, SUPPORT } from './sources/source.ts';
import { sourceOf } from './sources.ts';
import { rebuildIndex, updateIndex } from './upkeep.ts';

/** A broken seal opens one file on the screen, not the search over all. */
const UP_TO: Readonly<Record<Role, NoteClass>> = { counselor: RESTRICTED, lead: SUPPORT, clerk: OPEN };

export async function searchNotes(ctx: Context, input: ParsedInput<'search.notes'>): Promise<Output<'search.notes'>> {
  const match = questionOf(input.query);
  if (match === null || input.kinds?.length === 0) return { hits: [], cursor: null };
  // Whatever was written past the dispatcher (a migration, a restored file) is taken in before it is asked for.
  await updateIndex(ctx.db);
  const hits: NoteHit[] = [];
  let after = input.cursor;
  // The index answers likely notes; a page is full, or the index at its end, or enough was looked into for one call.
  // Most answers hold, so the first look is for one page and whether there is another.
  let batch = input.limit + 1;
  for (let looked = 0; looked < MOST_LOOKED_INTO; looked += batch, batch = BATCH) {
    const found = await notesByText(ctx.db, {
      match,
      upTo: UP_TO[ctx.session.role],
      kinds: input.kinds,
      from: input.from,
      to: input.to,
      after,
      limit: batch,
    }).execute();
    for (const { number, hit } of await readHits(ctx, found, input.query)) {
      if (hits.length === input.limit) return { hits, cursor: after ?? null };
      after = number;
      if (hit) hits.push(hit);
    }
    if (found.length < batch) return { hits, cursor: null };
  }
  return { hits, cursor: after ?? null };
}

const BATCH = 40;
/** A keystroke looks no further; a question whose likely answers do not hold goes on from the cursor. */
const MOST_LOOKED_INTO = 100;

/** The notes behind the numbers, null where the text does not hold the query after all. */
async function readHits(ctx: Context, found: readonly Found[], query: string) {
  const rows = await readRows(ctx, found);
  const held = found.filter((doc) => holds(rows.get(keyOf(doc))?.text ?? '', query));
  const students = await studentsOf(ctx, held, rows);
  return found.map((doc): { number: number; hit: NoteHit | null } => {
    const key = keyOf(doc);
    const row = rows.get(key);
    const kind = sourceOf(doc.source)?.kind;
    const place = row && holds(row.text, query) ? snippetOf(row.text, query) : null;
    if (!row || !kind || !place) return { number: doc.number, hit: null };
    const hit = {
      key,
      kind,
      on: localDayOf(row.on),
      students: students.get(key) ?? [],
      ...place,
      sessionId: row.session_id ?? null,
    };
    return { number: doc.number, hit };
  });
}

type Found = { readonly number: number; readonly source: string; readonly source_id: string };
const keyOf = (doc: Found): string => `${doc.source}|${doc.source_id}`;

async function readRows(ctx: Context, page: readonly Found[]): Promise<Map<string, NoteRow>> {
  const rows = new Map<string, NoteRow>();
  for (const [name, found] of Map.groupBy(page, (doc) => doc.source)) {
    const read: readonly NoteRow[] =
      (await sourceOf(name)?.read(
        ctx.db,
        found.map((doc) => doc.source_id),
      )) ?? [];
    for (const row of read) rows.set(`${name}|${row.id}`, row);
  }
  return rows;
}

/** Names behind the notes: one student, those of a report, or none. */
async function studentsOf(ctx: Context, page: readonly Found[], rows: ReadonlyMap<string, NoteRow>) {
  const ids = new Map<string, string[]>();
  for (const doc of page) {
    const id = rows.get(keyOf(doc))?.student_id;
    if (id) ids.set(keyOf(doc), [id]);
  }
  const reports = page.filter((doc) => doc.source === 'report').map((doc) => doc.source_id);
  if (reports.length > 0) {
    for (const { report_id, student_id } of await studentsOfReports(ctx.db, reports)) {
      const key = `report|${report_id}`;
      ids.set(key, [...(ids.get(key) ?? []), student_id]);
    }
  }
  const briefs = await studentBriefs(ctx.db, [...new Set([...ids.values()].flat())], localDate(ctx.clock));
  return new Map(
    [...ids].map(([key, of]) => [
      key,
      of.flatMap((id) => {
        const brief = briefs.get(id);
        return brief ? [brief] : [];
      }),
    ]),
  );
}

export async function rebuildSearch(ctx: Context): Promise<Output<'search.rebuild'>> {
  const notes = await rebuildIndex(ctx.db, (done) => ctx.progress('search.rebuild', done, 0));
  ctx.note({ notes });
  return { notes };
}
