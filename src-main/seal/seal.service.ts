import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import * as repository from './seal.repository.ts';

/** @throws AppError `studentUnknown`, `sealBroken` */
export async function breakSeal(ctx: Context, input: ParsedInput<'seal.break'>): Promise<Output<'seal.break'>> {
  await requireBrief(ctx.db, input.studentId, localDate(ctx.clock));
  const now = instant(ctx.clock);
  if (await repository.runningSeal(ctx.db, ctx.session.userId, input.studentId, now)) throw new AppError('sealBroken');
  const sealId = ctx.newId();
  const untilAt = new Date(ctx.clock.now().getTime() + input.minutes * 60_000).toISOString();
  await repository.insertSeal(ctx.db, {
    id: sealId,
    student_id: input.studentId,
    user_id: ctx.session.userId,
    reason: input.reason,
    broken_at: now,
    until_at: untilAt,
    seen_at: null,
    seen_by: null,
  });
  // The reason stays in its own row, so that erasing a student can take it away.
  ctx.note({ sealId, minutes: input.minutes });
  return { sealId, untilAt };
}

export async function activeSeal(ctx: Context, studentId: string): Promise<Output<'seal.active'>> {
  const row = await repository.runningSeal(ctx.db, ctx.session.userId, studentId, instant(ctx.clock));
  return row ? { sealId: row.id, untilAt: row.until_at } : null;
}

/** Ending what has ended already changes nothing. @throws AppError `sealUnknown` */
export async function endSeal(ctx: Context, sealId: string): Promise<Output<'seal.end'>> {
  const row = await repository.sealById(ctx.db, sealId);
  if (!row || row.user_id !== ctx.session.userId) throw new AppError('sealUnknown');
  const now = instant(ctx.clock);
  const running = row.until_at > now;
  if (running) await repository.endSeal(ctx.db, sealId, now);
  ctx.note({ sealId, ended: true }, { kind: 'student', id: row.student_id });
  return { endedAt: running ? now : row.until_at };
}

export async function readSeals(ctx: Context, input: ParsedInput<'seal.list'>): Promise<Output<'seal.list'>> {
  const rows = await repository.listSeals(ctx.db, {
    ...input,
    userId: ctx.session.role === 'counselor' ? undefined : ctx.session.userId,
  });
  const briefs = await studentBriefs(
    ctx.db,
    rows.map((row) => row.student_id),
    localDate(ctx.clock),
  );
  const now = instant(ctx.clock);
  const seals: Output<'seal.list'> = [];
  for (const row of rows) {
    seals.push({
      sealId: row.id,
      student: briefOf(briefs, row.student_id),
      userName: row.user_name,
      reason: row.reason,
      brokenAt: row.broken_at,
      untilAt: row.until_at,
      running: row.until_at > now,
      views: await repository.viewsUnder(ctx.db, row.student_id, row.id),
      seenAt: row.seen_at,
      seenBy: row.seen_name,
    });
  }
  return seals;
}

/** @throws AppError `sealUnknown` */
export async function acknowledgeSeal(ctx: Context, sealId: string): Promise<Output<'seal.acknowledge'>> {
  const row = await repository.sealById(ctx.db, sealId);
  if (!row) throw new AppError('sealUnknown');
  const seenAt = row.seen_at ?? instant(ctx.clock);
  if (row.seen_at === null) await repository.markSeen(ctx.db, sealId, seenAt, ctx.session.userId);
  ctx.note({ sealId, acknowledged: true }, { kind: 'student', id: row.student_id });
  return { seenAt };
}
