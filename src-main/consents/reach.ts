import type { ConsentReach } from '../../src-shared/contract/consents.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { dueOfRound, pupilsOfGrades } from '../assessments/assessments.service.ts';
import { getSchool } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { briefOf, studentBriefs } from '../vault/student-brief.ts';
import { roundById, updateRoundBasis } from './consents.repository.ts';

/** Valid consents to assessment among students on a day, by class; classes in the order of their names. */
async function countReach(ctx: Context, ids: readonly string[], on: string): Promise<ConsentReach> {
  const states = await consentStates(ctx.db, ids, 'assessment', on);
  const briefs = await studentBriefs(ctx.db, ids, on);
  const byClass = Map.groupBy(ids, (id) => briefOf(briefs, id).className);
  const classes = [...byClass].map(([className, members]) => {
    const missing = members.flatMap((id) => {
      const state = states.get(id);
      return state && !state.valid ? [{ student: briefOf(briefs, id), status: state.status, missing: state.missing }] : [];
    });
    missing.sort((a, b) => a.student.name.localeCompare(b.student.name, 'zh'));
    return { className, total: members.length, valid: members.length - missing.length, missing };
  });
  classes.sort((a, b) => (a.className ?? '\uffff').localeCompare(b.className ?? '\uffff', 'zh', { numeric: true }));
  return { total: ids.length, valid: classes.reduce((sum, one) => sum + one.valid, 0), classes };
}

async function requireRound(ctx: Context, roundId: string) {
  const round = await roundById(ctx.db, roundId);
  if (!round) throw new AppError('roundUnknown');
  return round;
}

/** A closed round is looked at as on its last day. */
async function reachOfRound(ctx: Context, roundId: string) {
  const round = await requireRound(ctx, roundId);
  const reach = await countReach(ctx, await dueOfRound(ctx, roundId), round.closed_on ?? localDate(ctx.clock));
  return { round, reach };
}

export async function readReach(ctx: Context, input: ParsedInput<'consents.reach'>): Promise<Output<'consents.reach'>> {
  if ('roundId' in input) {
    const { round, reach } = await reachOfRound(ctx, input.roundId);
    ctx.note({ due: reach.total, consented: reach.valid }, { kind: 'assessment_round', id: input.roundId });
    return { ...reach, basis: round.basis_code === null ? null : { code: round.basis_code, reason: round.basis_reason } };
  }
  return { ...(await countReach(ctx, await pupilsOfGrades(ctx, input.schoolYear, input.grades), input.on)), basis: null };
}

export async function readMissingList(
  ctx: Context,
  { roundId }: ParsedInput<'consents.missingList'>,
): Promise<Output<'consents.missingList'>> {
  const { round, reach } = await reachOfRound(ctx, roundId);
  ctx.note({ missing: reach.total - reach.valid }, { kind: 'assessment_round', id: roundId });
  return { ...reach, schoolName: (await getSchool(ctx.db)).name, title: round.title, madeOn: localDate(ctx.clock) };
}

export async function saveRoundBasis(ctx: Context, { roundId, basis }: ParsedInput<'consents.roundBasis'>) {
  const before = await requireRound(ctx, roundId);
  await recordHistory(ctx, 'assessment_round', roundId, before, { basis_code: basis.code, basis_reason: basis.reason });
  await updateRoundBasis(ctx.db, roundId, basis.code, basis.reason);
  ctx.note({ basis: basis.code });
  return { saved: true as const };
}
