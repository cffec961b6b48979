import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type LevelBasis, levelBases } from '../../src-shared/domain/codes/network.ts';
import { FOCUS_FROM } from '../../src-shared/domain/level-scheme.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { projectText } from '../vault/projection.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { type CurrentLevel, insertChange, listChanges, readAllLevels, readLevel } from './levels.repository.ts';

export interface LevelDecision {
  readonly studentId: string;
  readonly toLevel: number;
  readonly basis: LevelBasis;
  readonly reason: string;
  readonly decidedOn: string;
  readonly nextReviewOn: string | null;
}

/**
 * Records a judgement of a level; the row can never be changed afterwards. Deciding the same level again confirms it.
 * @throws AppError `levelBasisAssessment`, `levelReasonMissing`, `dateInFuture`, `levelDateOrder`, `reviewDateOrder`, `studentUnknown`
 */
export async function changeLevel(ctx: Context, input: LevelDecision): Promise<{ id: string; fromLevel: number }> {
  await requireBrief(ctx.db, input.studentId, localDate(ctx.clock));
  if (input.reason.trim() === '') throw new AppError('levelReasonMissing', undefined, { reason: 'levelReasonMissing' });
  if (input.toLevel >= FOCUS_FROM && !levelBases.find(input.basis).alone) {
    throw new AppError('levelBasisAssessment', undefined, { basis: 'levelBasisAssessment' });
  }
  if (input.decidedOn > localDate(ctx.clock)) throw new AppError('dateInFuture', undefined, { decidedOn: 'dateInFuture' });
  const current = await readLevel(ctx.db, input.studentId);
  // An earlier day would change what later judgements started from.
  if (current && input.decidedOn < current.decidedOn) {
    throw new AppError('levelDateOrder', { date: current.decidedOn }, { decidedOn: 'levelDateOrder' });
  }
  if (input.nextReviewOn !== null && input.nextReviewOn <= input.decidedOn) {
    throw new AppError('reviewDateOrder', undefined, { nextReviewOn: 'reviewDateOrder' });
  }
  const id = ctx.newId();
  const fromLevel = current?.level ?? 0;
  await insertChange(ctx.db, {
    id,
    student_id: input.studentId,
    from_level: fromLevel,
    to_level: input.toLevel,
    basis: input.basis,
    reason: input.reason,
    decided_by: ctx.session.userId,
    decided_on: input.decidedOn,
    next_review_on: input.nextReviewOn,
    recorded_at: instant(ctx.clock),
    recorded_by: ctx.session.userId,
  });
  return { id, fromLevel };
}

export async function setLevel(ctx: Context, input: ParsedInput<'warnings.setLevel'>): Promise<Output<'warnings.setLevel'>> {
  const { id, fromLevel } = await changeLevel(ctx, input);
  ctx.note({ fromLevel, toLevel: input.toLevel });
  return { levelChangeId: id, fromLevel, toLevel: input.toLevel };
}

/** Present level of everyone who was ever judged, by student id. */
export const currentLevels = (db: Executor): Promise<Map<string, CurrentLevel>> => readAllLevels(db);

/** Students at level 1 or more, gravest first. */
export async function listLevels(ctx: Context): Promise<Output<'warnings.levels'>> {
  const today = localDate(ctx.clock);
  const held = [...(await readAllLevels(ctx.db))].filter(([, state]) => state.level > 0);
  const briefs = await studentBriefs(
    ctx.db,
    held.map(([id]) => id),
    today,
  );
  return held
    .map(([id, state]) => ({
      student: briefOf(briefs, id),
      level: state.level,
      since: state.since,
      nextReviewOn: state.nextReviewOn,
      reviewOverdue: state.nextReviewOn !== null && state.nextReviewOn < today,
    }))
    .sort((a, b) => b.level - a.level || a.since.localeCompare(b.since));
}

export async function levelHistory(ctx: Context, studentId: string): Promise<Output<'warnings.history'>> {
  return (await listChanges(ctx.db, studentId)).map((row) => {
    const reason = projectText(ctx, studentId, row.reason);
    return {
      id: row.id,
      fromLevel: row.from_level,
      toLevel: row.to_level,
      basis: row.basis,
      reason: reason.text,
      restricted: reason.restricted,
      decidedOn: row.decided_on,
      decidedBy: row.decider ?? '',
      nextReviewOn: row.next_review_on,
      recordedAt: row.recorded_at,
    };
  });
}
