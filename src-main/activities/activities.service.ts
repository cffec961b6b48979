import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory, recordRemoval, revise } from '../vault/history.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import {
  activityById,
  committeeOn,
  deleteActivity,
  endMember,
  insertActivity,
  insertMember,
  listActivities,
  memberById,
  updateActivity,
} from './activities.repository.ts';

export async function saveActivity(ctx: Context, input: ParsedInput<'activities.save'>) {
  const fields = {
    kind: input.kind,
    title: input.title,
    held_on: input.heldOn,
    start_time: input.startTime,
    minutes: input.minutes,
    lessons: input.lessons,
    stage: input.stage,
    grade: input.grade,
    audience: input.audience,
    people: input.people,
    note: input.note,
  };
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  ctx.note({ kind: input.kind });
  if (input.activityId === undefined) {
    const activityId = ctx.newId();
    await insertActivity(ctx.db, {
      id: activityId,
      ...fields,
      user_id: by,
      recorded_at: at,
      recorded_by: by,
      updated_at: at,
      updated_by: by,
    });
    return { activityId, revision: 1 };
  }
  const before = await activityById(ctx.db, input.activityId);
  if (!before) throw new AppError('activityUnknown');
  const { revision, row } = await revise(ctx, 'activity', before, input.revision, fields);
  await updateActivity(ctx.db, input.activityId, row);
  return { activityId: input.activityId, revision };
}

export async function readActivities({ db }: Context, input: ParsedInput<'activities.list'>) {
  return (await listActivities(db, input.from, input.to)).map((row) => ({
    activityId: row.id,
    kind: row.kind,
    title: row.title,
    heldOn: row.held_on,
    startTime: row.start_time,
    minutes: row.minutes,
    lessons: row.lessons,
    stage: row.stage,
    grade: row.grade,
    audience: row.audience,
    people: row.people,
    note: row.note,
    recordedBy: row.recorder ?? '',
    revision: row.revision,
  }));
}

export async function removeActivity(ctx: Context, activityId: string) {
  const row = await activityById(ctx.db, activityId);
  if (!row) throw new AppError('activityUnknown');
  const { id: _id, ...held } = row;
  await recordRemoval(ctx, 'activity', activityId, held);
  await deleteActivity(ctx.db, activityId);
  ctx.note({ kind: row.kind, removed: true, heldOn: row.held_on, minutes: row.minutes, lessons: row.lessons });
  return { removed: true as const };
}

export async function readCommittee({ db, clock }: Context, input: ParsedInput<'activities.committee'>) {
  const on = input.on ?? localDate(clock);
  const rows = await committeeOn(db, on, input.classId);
  const briefs = await studentBriefs(
    db,
    rows.map((row) => row.student_id),
    on,
  );
  return rows.map((row) => ({
    memberId: row.id,
    student: briefOf(briefs, row.student_id),
    sex: row.sex,
    kind: row.kind as 'class' | 'dorm',
    classId: row.class_id,
    dormId: row.dorm_id,
    fromDate: row.from_date,
    toDate: row.to_date,
  }));
}

export async function saveMember(ctx: Context, input: ParsedInput<'activities.saveCommittee'>) {
  await requireBrief(ctx.db, input.studentId, input.fromDate);
  const place = input.kind === 'class' ? input.classId : input.dormId;
  if (place === null) throw new AppError('memberPlace');
  const running = await committeeOn(ctx.db, input.fromDate);
  if (running.some((row) => row.student_id === input.studentId && row.kind === input.kind)) throw new AppError('memberAlready');
  const memberId = ctx.newId();
  await insertMember(ctx.db, {
    id: memberId,
    student_id: input.studentId,
    kind: input.kind,
    class_id: input.kind === 'class' ? place : null,
    dorm_id: input.kind === 'dorm' ? place : null,
    from_date: input.fromDate,
    to_date: null,
  });
  return { memberId };
}

export async function endMembership(ctx: Context, input: ParsedInput<'activities.endCommittee'>) {
  const row = await memberById(ctx.db, input.memberId);
  if (!row) throw new AppError('memberUnknown');
  await recordHistory(ctx, 'member', row.id, row, { to_date: input.toDate });
  await endMember(ctx.db, input.memberId, input.toDate);
  ctx.note({ kind: row.kind }, { kind: 'student', id: row.student_id });
  return { ended: true as const };
}
