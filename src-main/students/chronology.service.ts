import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type ChronologyEntry, chronologyKinds } from '../../src-shared/contract/students.ts';
import type { Context } from '../vault/context.ts';
import { mayReadNotes, projectText } from '../vault/projection.ts';
import { type RawEntry, SOURCES } from './chronology.repository.ts';
import { studentById } from './students.repository.ts';

/** Place in the order: day, time, recording, id. Unique, so a page always goes on where the last one ended. */
const keyOf = (e: Pick<ChronologyEntry, 'on' | 'time' | 'recordedAt' | 'id'>): string =>
  [e.on, e.time ?? '', e.recordedAt, e.id].join('|');

/** One ordered read over everything in a file, newest first. @throws AppError `studentUnknown` */
export async function readChronology(ctx: Context, input: ParsedInput<'students.chronology'>) {
  if (!(await studentById(ctx.db, input.studentId))) throw new AppError('studentUnknown');
  const wanted = new Set(input.kinds ?? chronologyKinds);
  const raw: RawEntry[] = [];
  for (const kind of chronologyKinds) if (wanted.has(kind)) raw.push(...(await SOURCES[kind](ctx.db, input.studentId)));
  const words = input.words?.toLowerCase();
  const { cursor } = input;
  const found = raw
    .filter((e) => (!input.from || e.on >= input.from) && (!input.to || e.on <= input.to))
    .map((e) => project(ctx, input.studentId, e))
    // After the projection, so that a search cannot tell what hidden text holds.
    .filter((e) => !words || e.text?.toLowerCase().includes(words))
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .filter((e) => cursor === undefined || e.key < cursor)
    .sort((a, b) => (a.key < b.key ? 1 : -1));
  const page = found.slice(0, input.limit);
  return { entries: page.map((e) => e.entry), cursor: found.length > page.length ? (page.at(-1)?.key ?? null) : null };
}

function project(ctx: Context, studentId: string, { open, text, ...entry }: RawEntry): ChronologyEntry {
  const seen = open ? { text, restricted: false } : projectText(ctx, studentId, text);
  if (entry.kind !== 'result' || mayReadNotes(ctx, studentId)) return { ...entry, ...seen };
  return { ...entry, facts: { ...entry.facts, total: null }, text: null, restricted: true };
}
