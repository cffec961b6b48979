import { localDayOf } from '../../src-shared/domain/dates.ts';
import { termsOf } from '../../src-shared/domain/search-terms.ts';
import type { Executor } from '../vault/context.ts';
import { NUMBERS_FROM, numbersOf } from './numbers.ts';
import { classOf, type NoteClass, type NoteRow } from './sources/source.ts';
import { SOURCES, sourceNames, sourceOf } from './sources.ts';

/** Large, because the index writes a segment each time the days turn back; below SQLite's limit of bound values. */
const BATCH = 4000;

/** Words of source and class, which narrow a search without reading the notes. */
export const tagOf = (source: string, noteClass: number): string => `s${source.toLowerCase()} c${noteClass}`;

interface Entry {
  readonly source: string;
  readonly id: string;
  readonly on: string;
  readonly class: NoteClass;
  readonly text: string;
}

interface Queued {
  readonly source: string;
  readonly source_id: string;
  readonly old_text: string | null;
}

/**
 * Brings the index up to what the notes say, for every note that changed since the last call: what stood there goes out by the text that
 * went in, what stands now comes in. The one way in which the index changes, besides making it anew, as is done with one of an earlier format.
 * @returns how many notes were looked at
 */
export async function updateIndex(db: Executor, progress: (done: number) => void = () => undefined): Promise<number> {
  if (await isOutdated(db)) return await rebuildIndex(db, progress);
  let done = 0;
  for (;;) {
    const queued = await db.selectFrom('search_queue').selectAll().limit(BATCH).execute();
    if (queued.length === 0) return done;
    const bySource = Map.groupBy(queued, (row) => row.source);
    const entries: Entry[] = [];
    for (const [source, rows] of bySource) {
      await takeOut(db, source, rows);
      entries.push(
        ...(await readNotes(
          db,
          source,
          rows.map((row) => row.source_id),
        )),
      );
    }
    await putIn(db, entries);
    for (const [source, rows] of bySource) {
      await db
        .deleteFrom('search_queue')
        .where('source', '=', source)
        .where(
          'source_id',
          'in',
          rows.map((row) => row.source_id),
        )
        .execute();
    }
    done += queued.length;
    progress(done);
  }
}

async function takeOut(db: Executor, source: string, rows: readonly Queued[]): Promise<void> {
  const old = new Map(rows.map((row) => [row.source_id, row.old_text]));
  const docs = await db
    .selectFrom('search_doc')
    .selectAll()
    .where('source', '=', source)
    .where('source_id', 'in', [...old.keys()])
    .orderBy('number')
    .execute();
  if (docs.length === 0) return;
  for (const doc of docs) {
    await db
      .insertInto('search_index')
      .values({
        search_index: 'delete',
        rowid: doc.number,
        body: termsOf(old.get(doc.source_id) ?? ''),
        tag: tagOf(source, doc.class),
      })
      .execute();
  }
  await db
    .deleteFrom('search_doc')
    .where(
      'number',
      'in',
      docs.map((doc) => doc.number),
    )
    .execute();
}

async function readNotes(db: Executor, name: string, ids: readonly string[]): Promise<Entry[]> {
  const source = sourceOf(name);
  if (!source) return [];
  const rows: readonly NoteRow[] = await source.read(db, ids);
  return rows.flatMap((row) =>
    row.text === '' ? [] : [{ source: name, id: row.id, on: localDayOf(row.on), class: classOf(source, row), text: row.text }],
  );
}

/** In ascending numbers: the index writes a segment each time the numbers turn back. */
async function putIn(db: Executor, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const byDay = Map.groupBy(
    [...entries].sort((a, b) => (a.id < b.id ? -1 : 1)),
    (entry) => entry.on,
  );
  const docs: { number: number; source: string; source_id: string; class: number }[] = [];
  const terms: { rowid: number; body: string; tag: string }[] = [];
  for (const on of [...byDay.keys()].sort().reverse()) {
    const notes = byDay.get(on) ?? [];
    const free = await freeNumber(db, on);
    for (const [n, entry] of notes.toReversed().entries()) {
      const number = free - notes.length + 1 + n;
      docs.push({ number, source: entry.source, source_id: entry.id, class: entry.class });
      terms.push({ rowid: number, body: termsOf(entry.text), tag: tagOf(entry.source, entry.class) });
    }
  }
  await db.insertInto('search_doc').values(docs).execute();
  await db.insertInto('search_index').values(terms).execute();
}

/** The number before the newest note of a day. */
async function freeNumber(db: Executor, on: string): Promise<number> {
  const { lowest, highest } = numbersOf(on);
  const newest = await db
    .selectFrom('search_doc')
    .select('number')
    .where('number', '>=', lowest)
    .where('number', '<=', highest)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return newest ? newest.number - 1 : highest;
}

/** Whether the index is of an earlier format: its numbers lie below. */
async function isOutdated(db: Executor): Promise<boolean> {
  const old = await db.selectFrom('search_doc').select('number').where('number', '<', NUMBERS_FROM).limit(1).executeTakeFirst();
  return old !== undefined;
}

/** Empties the index and fills it from all notes. @returns how many are in it */
export async function rebuildIndex(db: Executor, progress: (done: number) => void = () => undefined): Promise<number> {
  await db.insertInto('search_index').values({ search_index: 'delete-all', rowid: 0 }).execute();
  await db.deleteFrom('search_doc').execute();
  await db.deleteFrom('search_queue').execute();
  for (const name of sourceNames) {
    const rows = db.selectFrom(db.dynamic.table(SOURCES[name].table).as('t'));
    await db
      .insertInto('search_queue')
      .columns(['source', 'source_id'])
      .expression(rows.select((eb) => [eb.val<string>(name).as('source'), 't.id as source_id']))
      .execute();
  }
  await updateIndex(db, progress);
  const { notes } = await db
    .selectFrom('search_doc')
    .select((eb) => eb.fn.countAll<number>().as('notes'))
    .executeTakeFirstOrThrow();
  return notes;
}
