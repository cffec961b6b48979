import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { endPairing as endPairingRow, insertPairing, partyPairings, planPairings, staffByIds } from './plans.repository.ts';

async function endPairing(
  ctx: Context,
  row: { readonly id: string; readonly to_date: string | null },
  on: string,
): Promise<void> {
  await recordHistory(ctx, 'pairing', row.id, row, { to_date: on });
  await endPairingRow(ctx.db, row.id, on);
}

type Part = 'lead' | 'helper';

/** @throws AppError `staffUnknown`, `leadIsHelper` */
export async function requireHelpers(ctx: Context, lead: string | null, helpers: readonly string[]): Promise<void> {
  if (lead !== null && helpers.includes(lead)) throw new AppError('leadIsHelper', undefined, { helperStaffIds: 'leadIsHelper' });
  const wanted = [...new Set([...(lead === null ? [] : [lead]), ...helpers])];
  if (wanted.length === 0) return;
  if ((await staffByIds(ctx.db, wanted)).length !== wanted.length) throw new AppError('staffUnknown');
}

/** Brings the running psychological pairings of a plan to the wanted ones; who stays in the same part keeps the same row. */
export async function setPlanPairings(
  ctx: Context,
  plan: { readonly planId: string; readonly studentId: string; readonly fromDate: string },
  lead: string | null,
  helpers: readonly string[],
): Promise<void> {
  const today = localDate(ctx.clock);
  const wanted = new Map<string, Part>(helpers.map((staffId) => [staffId, 'helper']));
  if (lead !== null) wanted.set(lead, 'lead');
  for (const row of await planPairings(ctx.db, [plan.planId])) {
    if (row.to_date !== null) continue;
    if (wanted.get(row.staff_id) === row.part) wanted.delete(row.staff_id);
    else await endPairing(ctx, row, today);
  }
  for (const [staffId, part] of wanted) {
    await insertPairing(ctx.db, {
      id: ctx.newId(),
      student_id: plan.studentId,
      kind: 'psychological',
      staff_id: staffId,
      part,
      category: null,
      plan_id: plan.planId,
      from_date: plan.fromDate,
      to_date: null,
    });
  }
}

export async function endPlanPairings(ctx: Context, planId: string, on: string): Promise<void> {
  for (const row of await planPairings(ctx.db, [planId])) if (row.to_date === null) await endPairing(ctx, row, on);
}

export async function setPartyPairing(ctx: Context, input: ParsedInput<'plans.setPartyPairing'>) {
  await requireBrief(ctx.db, input.studentId, input.fromDate);
  if (input.staffId !== null) {
    const [staff] = await staffByIds(ctx.db, [input.staffId]);
    if (!staff) throw new AppError('staffUnknown');
    if (staff.party_member !== 1) throw new AppError('notPartyMember', undefined, { staffId: 'notPartyMember' });
  }
  const running = (await partyPairings(ctx.db, input.studentId)).filter((row) => row.category === input.category);
  const same = running.find((row) => row.staff_id === input.staffId);
  for (const row of running) if (row !== same) await endPairing(ctx, row, input.fromDate);
  ctx.note({ category: input.category }, { kind: 'student', id: input.studentId });
  if (same) return { pairingId: same.id };
  if (input.staffId === null) return { pairingId: null };
  const pairingId = ctx.newId();
  await insertPairing(ctx.db, {
    id: pairingId,
    student_id: input.studentId,
    kind: 'party',
    staff_id: input.staffId,
    part: 'lead',
    category: input.category,
    plan_id: null,
    from_date: input.fromDate,
    to_date: null,
  });
  return { pairingId };
}

export async function readPartyPairings({ db, clock }: Context, input: ParsedInput<'plans.partyPairings'>) {
  const rows = await partyPairings(db, input.studentId);
  const briefs = await studentBriefs(
    db,
    rows.map((row) => row.student_id),
    localDate(clock),
  );
  return rows.map((row) => ({
    pairingId: row.id,
    kind: 'party' as const,
    part: 'lead' as const,
    category: row.category,
    student: briefOf(briefs, row.student_id),
    staffId: row.staff_id,
    staffName: row.staff_name,
    fromDate: row.from_date,
    toDate: row.to_date,
  }));
}
