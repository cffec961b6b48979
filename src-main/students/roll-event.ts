import type { LawfulBasisInput } from '../../src-shared/contract/shared.ts';
import type { RollMove, TransferPaper } from '../../src-shared/domain/codes/roll.ts';
import { instant } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';

interface EventFacts {
  readonly kind: RollMove;
  readonly on: string;
  readonly status: string;
  readonly classId: string | null;
  readonly otherSchool?: string | null;
  readonly papers?: readonly TransferPaper[];
  readonly disclosureId?: string | null;
  readonly basis?: LawfulBasisInput | null;
  readonly note: string | null;
}

export async function recordEvent(ctx: Context, studentId: string, event: EventFacts): Promise<string> {
  const id = ctx.newId();
  await ctx.db
    .insertInto('roll_event')
    .values({
      id,
      student_id: studentId,
      kind: event.kind,
      on_date: event.on,
      status: event.status,
      class_id: event.classId,
      other_school: event.otherSchool ?? null,
      papers: JSON.stringify(event.papers ?? []),
      disclosure_id: event.disclosureId ?? null,
      note: event.note,
      basis_code: event.basis?.code ?? null,
      basis_reason: event.basis?.reason ?? null,
      recorded_at: instant(ctx.clock),
      recorded_by: ctx.session.userId,
    })
    .execute();
  return id;
}
