import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { ChronologyEntry, ChronologyFilter, ChronologyKind } from '../../src-shared/contract/students.ts';
import { instant } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import { textClassOf } from '../vault/text-classes.ts';
import type { BranchRow } from './branches/branch.ts';
import { BRANCHES } from './chronology.branches.ts';
import * as repository from './chronology.repository.ts';
import { studentById } from './students.repository.ts';
import { currentYear } from './students.service.ts';

/** Highest `restricted` of a text that leaves through this door: 2 every text, 1 all but marked reports, 0 no notes. */
export type Readable = 0 | 1 | 2;

/** One ordered read over everything in a file, newest first. @throws AppError `studentUnknown` */
export async function readChronology(ctx: Context, input: ParsedInput<'students.chronology'>) {
  if (!(await studentById(ctx.db, input.studentId))) throw new AppError('studentUnknown');
  const since =
    input.visit === undefined
      ? null
      : await repository.lastLook(ctx.db, {
          userId: ctx.session.userId,
          studentId: input.studentId,
          visit: input.visit,
          now: instant(ctx.clock),
        });
  const readable = mayReadNotes(ctx, input.studentId) ? 2 : 0;
  return readPage(ctx, input, { readable, since, limit: input.limit, cursor: input.cursor });
}

interface PageOptions {
  readonly readable: Readable;
  /** Instant of the last look, from which entries are fresh. */
  readonly since: string | null;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** A page of a file as far as `readable` goes. Words are looked for only in what is readable, so that finding tells nothing more. */
export async function readPage(ctx: Context, filter: ChronologyFilter, options: PageOptions) {
  const { limit, readable } = options;
  const query = repository.placesOfPage(ctx.db, filter.studentId, {
    kinds: filter.kinds,
    from: filter.from,
    to: filter.to,
    writer: filter.writer,
    words: filter.words || undefined,
    readable,
    before: options.cursor === undefined ? undefined : placeOf(options.cursor),
    limit: limit + 1,
  });
  const places = query ? await query.execute() : [];
  const page = places.slice(0, limit);
  const entries = await readEntries(ctx, filter.studentId, page, options);
  const last = page.at(-1);
  return { entries, cursor: places.length > limit && last ? cursorOf(last) : null };
}

const cursorOf = (place: repository.Place): string => [place.on, place.time, place.id, place.kind].join('|');

function placeOf(cursor: string): repository.Place {
  const [on = '', time = '', id = '', kind = ''] = cursor.split('|');
  return { on, time, id, kind };
}

async function readEntries(
  ctx: Context,
  studentId: string,
  page: readonly repository.Place[],
  options: PageOptions,
): Promise<ChronologyEntry[]> {
  const { db } = ctx;
  const names = new Map((await repository.allUsers(db)).map((user) => [user.id, user.name]));
  const numbers = page.some((place) => place.kind === 'session') ? await repository.sessionNumbers(db, studentId) : null;
  const { shape } = await classContext(ctx, currentYear(ctx));
  const entries = new Map<string, ChronologyEntry>();
  for (const branch of BRANCHES) {
    const ids = page.filter((place) => place.kind === branch.kind).map((place) => place.id);
    if (ids.length === 0) continue;
    const corrected = branch.history ? await repository.correctionCounts(db, branch.history.entity, ids) : [];
    const corrections = new Map(corrected.map((row) => [row.entity_id, row]));
    for (const row of await repository.rowsOfBranch(db, branch, studentId, ids)) {
      const correction = corrections.get(row.id);
      const changed = row.updated_at !== null && row.updated_at !== row.recorded_at ? row.updated_at : (correction?.at ?? null);
      const { sessionId, stage, entryYear, number, schoolYear, ...facts } = readFacts(row);
      if (branch.kind === 'session') facts.number = numbers?.get(row.id) ?? 1;
      if (branch.kind === 'enrolment' || branch.kind === 'roll') {
        const identity = { stage: textOrNull(stage), entry_year: numberOrNull(entryYear), number: numberOrNull(number) };
        facts.className = shownClass(identity, numberOrNull(schoolYear) ?? currentYear(ctx), shape);
      }
      entries.set(`${branch.kind}|${row.id}`, {
        id: row.id,
        kind: branch.kind,
        on: row.on,
        time: row.time,
        recordedAt: row.recorded_at,
        recordedBy: nameOf(names, row.by),
        updatedAt: changed,
        updatedBy: changed === null ? null : nameOf(names, row.updated_by),
        corrections: correction?.count ?? 0,
        fresh: isFresh(ctx, branch.kind, row, changed, options.since),
        sessionId: textOrNull(sessionId),
        ...project(branch.kind, row, facts, options.readable),
      });
    }
  }
  return page.flatMap((place) => {
    const entry = entries.get(`${place.kind}|${place.id}`);
    return entry ? [entry] : [];
  });
}

type Facts = ChronologyEntry['facts'];

/** Text and score as far as they may be read; `restricted` tells hidden from empty. */
function project(kind: ChronologyKind, row: BranchRow, facts: Facts, readable: Readable) {
  const hidden = row.restricted > readable;
  return {
    facts: kind === 'result' && hidden ? { ...facts, total: null } : facts,
    text: hidden || row.text === '' ? null : row.text,
    restricted: hidden && (row.text !== '' || kind === 'result'),
  };
}

/** One's own handwriting is no news; what one brought in by the sheet is. */
function isFresh(ctx: Context, kind: ChronologyKind, row: BranchRow, changed: string | null, since: string | null): boolean {
  if (since === null) return false;
  const newest = changed ?? row.recorded_at;
  if (newest === null || newest <= since) return false;
  const by = changed === null ? row.by : row.updated_by;
  return kind === 'result' || by !== ctx.session.userId;
}

const readFacts = (row: BranchRow): Facts => JSON.parse(row.facts) as Facts;
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const nameOf = (names: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (names.get(id) ?? null);

export async function readWriters(ctx: Context): Promise<Output<'students.writers'>> {
  return (await repository.allUsers(ctx.db)).map((user) => ({ userId: user.id, name: user.name }));
}

/** Older values of an entry of this file; an entry that is not in it has none. */
export async function readCorrections(ctx: Context, input: ParsedInput<'students.corrections'>) {
  const branch = BRANCHES.find((candidate) => candidate.kind === input.kind);
  if (!branch?.history) return [];
  const [row] = await repository.rowsOfBranch(ctx.db, branch, input.studentId, [input.id]);
  if (!row) return [];
  const { entity, table } = branch.history;
  const notes = mayReadNotes(ctx, input.studentId);
  return (await repository.correctionsOf(ctx.db, entity, input.id)).map((change) => {
    const hidden = !mayReadField(ctx, table, change.field, row, notes);
    return {
      field: change.field,
      from: hidden ? null : change.old_value,
      to: hidden ? null : change.new_value,
      hidden,
      at: change.at,
      by: change.by,
    };
  });
}

function mayReadField(ctx: Context, table: string, field: string, row: BranchRow, notes: boolean): boolean {
  if (ctx.session.role === 'counselor') return true;
  const textClass = textClassOf(table, field);
  if (textClass === 'open' || textClass === 'support') return true;
  if (textClass === 'flagged') return row.restricted === 0 || notes;
  return textClass === 'restricted' && notes;
}
