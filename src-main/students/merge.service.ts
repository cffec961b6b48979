import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { MergeField, MergePreview } from '../../src-shared/contract/students.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { studentBriefs } from '../vault/student-brief.ts';
import { openMentors } from './care.service.ts';
import { countOpenCases, countOpenPlans, draftsOfBoth, levelNow, newestMerge } from './merge.repository.ts';
import { compareCards, type StudentRow, takenOver } from './merge-card.ts';
import { carryOut, type Op, type Row, takeBack } from './merge-ops.ts';
import { MERGE_RULES, type MergePair } from './merge-rules.ts';
import { enrolmentsOf } from './roll.repository.ts';
import { studentById } from './students.repository.ts';

interface Two {
  readonly kept: StudentRow;
  readonly gone: StudentRow;
}

async function readTwo(ctx: Context, { keptId, goneId }: { readonly keptId: string; readonly goneId: string }): Promise<Two> {
  if (keptId === goneId) throw new AppError('mergeSelf');
  const kept = await studentById(ctx.db, keptId);
  const gone = await studentById(ctx.db, goneId);
  if (!kept || !gone) throw new AppError('studentUnknown');
  return { kept, gone };
}

/** Fields that differ, those of the card and the two that are made of rows. */
async function readFields(ctx: Context, { kept, gone }: Two): Promise<MergePreview['fields']> {
  const fields = compareCards(kept, gone);
  const years = new Set((await enrolmentsOf(ctx.db, kept.id)).map((row) => row.school_year));
  if ((await enrolmentsOf(ctx.db, gone.id)).some((row) => years.has(row.school_year))) {
    const briefs = await studentBriefs(ctx.db, [kept.id, gone.id], localDate(ctx.clock));
    const name = (id: string) => briefs.get(id)?.className ?? null;
    if (name(kept.id) !== name(gone.id)) {
      const choice = name(kept.id) === null ? 'gone' : 'kept';
      fields.push({ field: 'enrolment', kept: name(kept.id), gone: name(gone.id), choice });
    }
  }
  const [own] = await openMentors(ctx, kept.id);
  const [other] = await openMentors(ctx, gone.id);
  if (own && other && own.staff_id !== other.staff_id) {
    fields.push({ field: 'mentor', kept: own.name, gone: other.name, choice: 'kept' });
  }
  return fields;
}

async function planOps(ctx: Context, two: Two, choice: (field: MergeField) => 'kept' | 'gone'): Promise<Op[]> {
  const { kept, gone } = two;
  const today = localDate(ctx.clock);
  const pair: MergePair = { db: ctx.db, kept: kept.id, gone: gone.id, today, choice };
  const ops: Op[] = [];
  for (const [table, rule] of Object.entries(MERGE_RULES)) ops.push(...(await rule(pair, table)));
  const after = takenOver(kept, gone, choice);
  ops.push({ op: 'drop', table: 'student', key: { id: gone.id }, row: { ...gone } });
  ops.push(...(await numberOps(ctx, two, today)));
  const before = Object.fromEntries(Object.keys(after).map((column) => [column, kept[column as keyof StudentRow]]));
  const at = { updated_at: instant(ctx.clock), updated_by: ctx.session.userId };
  ops.push({
    op: 'set',
    table: 'student',
    key: { id: kept.id },
    before,
    after: { ...after, revision: kept.revision + 1, ...at },
  });
  return ops;
}

/** Both present numbers go on finding the file, whichever of them stays on the card. */
async function numberOps(ctx: Context, { kept, gone }: Two, today: string): Promise<Op[]> {
  const known = await ctx.db
    .selectFrom('registration_history')
    .select('number')
    .where('student_id', 'in', [kept.id, gone.id])
    .execute();
  const there = new Set(known.map((row) => row.number));
  return [kept.registration_no, gone.registration_no].flatMap((number): Op[] => {
    if (number === null || there.has(number)) return [];
    const key: Row = { student_id: kept.id, number };
    return [{ op: 'make', table: 'registration_history', key, row: { ...key, from_date: today } }];
  });
}

async function blocksOf(ctx: Context, { kept, gone }: Two): Promise<MergePreview['blocks']> {
  const blocks: MergePreview['blocks'] = [];
  if ((await countOpenCases(ctx.db, [kept.id, gone.id])) > 1) blocks.push('twoOpenCases');
  if ((await draftsOfBoth(ctx.db, kept.id, gone.id)) > 0) blocks.push('twoOpenDrafts');
  return blocks;
}

async function warningsOf(ctx: Context, { kept, gone }: Two): Promise<MergePreview['warnings']> {
  const warnings: MergePreview['warnings'] = [];
  const known = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
  if (kept.sex !== gone.sex && kept.sex !== '0' && gone.sex !== '0') warnings.push('differentSex');
  if (known(kept.birth_date, gone.birth_date)) warnings.push('differentBirth');
  if (known(kept.id_number, gone.id_number)) warnings.push('differentIdNumber');
  if ((await countOpenPlans(ctx.db, [kept.id, gone.id])) > 1) warnings.push('twoOpenPlans');
  const [a, b] = [await levelNow(ctx.db, kept.id), await levelNow(ctx.db, gone.id)];
  if (a !== null && b !== null && a !== b) warnings.push('levelsDiffer');
  return warnings;
}

const choiceIn = (fields: MergePreview['fields'], chosen: Partial<Record<MergeField, 'kept' | 'gone'>>) => (field: MergeField) =>
  chosen[field] ?? fields.find((f) => f.field === field)?.choice ?? 'kept';

export async function previewMerge(
  ctx: Context,
  input: ParsedInput<'students.previewMerge'>,
): Promise<Output<'students.previewMerge'>> {
  const two = await readTwo(ctx, input);
  const fields = await readFields(ctx, two);
  const ops = await planOps(ctx, two, choiceIn(fields, {}));
  const moves = new Map<string, { table: string; moved: number; joined: number }>();
  for (const op of ops) {
    if (op.table === 'student' || (op.op !== 'owner' && op.op !== 'drop')) continue;
    const line = moves.get(op.table) ?? { table: op.table, moved: 0, joined: 0 };
    if (op.op === 'owner') line.moved += op.keys.length;
    else line.joined += 1;
    moves.set(op.table, line);
  }
  const briefs = await studentBriefs(ctx.db, [input.keptId, input.goneId], localDate(ctx.clock));
  const person = (row: StudentRow) => ({
    id: row.id,
    name: row.name,
    className: briefs.get(row.id)?.className ?? null,
    birthDate: row.birth_date,
    studentNo: row.student_no,
  });
  return {
    kept: person(two.kept),
    gone: person(two.gone),
    fields,
    moves: [...moves.values()],
    blocks: await blocksOf(ctx, two),
    warnings: await warningsOf(ctx, two),
  };
}

export async function mergeStudents(ctx: Context, input: ParsedInput<'students.merge'>) {
  const two = await readTwo(ctx, input);
  const { kept, gone } = two;
  if ((await blocksOf(ctx, two)).length > 0) throw new AppError('mergeBlocked');
  const choice = choiceIn(await readFields(ctx, two), input.fields);
  const ops = await planOps(ctx, two, choice);
  const mergeId = ctx.newId();
  // First the record: what it names is what the judgements of the file may change hands by.
  await ctx.db
    .insertInto('student_merge')
    .values({
      id: mergeId,
      kept_id: kept.id,
      gone_id: gone.id,
      gone_name: gone.name,
      reason: input.reason,
      kept_revision: kept.revision + 1,
      body: JSON.stringify(ops),
      merged_at: instant(ctx.clock),
      merged_by: ctx.session.userId,
    })
    .execute();
  await recordHistory(ctx, 'student', kept.id, { ...kept }, takenOver(kept, gone, choice));
  await carryOut(ctx.db, ops);
  const moved = ops.reduce((sum, op) => sum + (op.op === 'owner' ? op.keys.length : 0), 0);
  const joined = ops.filter((op) => op.op === 'drop').length - 1;
  ctx.note({ merge: mergeId, moved, joined }, { kind: 'student', id: kept.id });
  ctx.note({ merge: mergeId }, { kind: 'student', id: gone.id });
  return { mergeId, moved };
}

export async function undoMerge(ctx: Context, { mergeId }: ParsedInput<'students.undoMerge'>) {
  const { db } = ctx;
  const merge = await db.selectFrom('student_merge').selectAll().where('id', '=', mergeId).executeTakeFirst();
  if (!merge) throw new AppError('mergeUnknown');
  if (merge.undone_at !== null) throw new AppError('mergeUndone');
  const kept = await studentById(db, merge.kept_id);
  // Edited since, or the file has gone on into another or taken in another: the later step goes back first.
  if (kept?.revision !== merge.kept_revision) throw new AppError('mergeInUse');
  if ((await newestMerge(db, merge.kept_id))?.id !== mergeId) throw new AppError('mergeInUse');
  const ops = JSON.parse(merge.body) as Op[];
  const card = ops.find((op) => op.op === 'set' && op.table === 'student');
  if (card?.op === 'set') await recordHistory(ctx, 'student', kept.id, { ...kept }, card.before);
  await takeBack(db, ops);
  await db
    .updateTable('student')
    .set({ revision: kept.revision + 1, updated_at: instant(ctx.clock), updated_by: ctx.session.userId })
    .where('id', '=', kept.id)
    .execute();
  await db
    .updateTable('student_merge')
    .set({ undone_at: instant(ctx.clock), undone_by: ctx.session.userId })
    .where('id', '=', mergeId)
    .execute();
  const restored = ops.reduce((sum, op) => sum + (op.op === 'owner' ? op.keys.length : op.op === 'drop' ? 1 : 0), 0);
  ctx.note({ undone: mergeId, restored }, { kind: 'student', id: merge.kept_id });
  ctx.note({ undone: mergeId }, { kind: 'student', id: merge.gone_id });
  return { studentId: merge.gone_id, restored };
}
