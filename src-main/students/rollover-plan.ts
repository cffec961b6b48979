import type { ParsedInput } from '../../src-shared/contract/index.ts';
import type { ClassDecision, RolloverOutcome, RolloverPerson, StudentDecision } from '../../src-shared/contract/students.ts';
import {
  type ClassContext,
  type ClassIdentity,
  gradeInStage,
  parseClassName,
  type SchoolShape,
  type Stage,
} from '../../src-shared/domain/class-name.ts';
import { enrolmentStatuses } from '../../src-shared/domain/codes/person.ts';

/** Somebody on the roll at the end of the old year, or left over from a year before it. */
export interface Rolled {
  readonly studentId: string;
  readonly name: string;
  readonly pinyin: string;
  readonly sex: string;
  readonly enrolmentId: string;
  readonly schoolYear: number;
  readonly classId: string;
  readonly identity: ClassIdentity;
  readonly status: string;
  readonly dormId: string | null;
  readonly boarder: number;
  /** Stands on the roll of the new year already. */
  readonly already: boolean;
}

export type Destination =
  | { readonly kind: 'class'; readonly identity: ClassIdentity; readonly status: string }
  | { readonly kind: 'leave'; readonly status: string }
  | { readonly kind: 'nowhere' };

export interface PlannedStudent {
  readonly rolled: Rolled;
  readonly decision: StudentDecision;
  readonly reason: RolloverPerson['reason'];
  readonly destination: Destination;
  readonly outcome: RolloverOutcome;
}

export interface PlannedClass {
  readonly classId: string;
  readonly identity: ClassIdentity;
  readonly decision: ClassDecision;
  readonly last: boolean;
  readonly nextStage: Stage | null;
  readonly members: readonly PlannedStudent[];
}

export type Decisions = Pick<ParsedInput<'students.previewRollover'>, 'toYear' | 'classes' | 'students'>;

const NOWHERE: Destination = { kind: 'nowhere' };

/** What follows on a stage in this school; null where its pupils leave. */
export function stageAfter(stage: Stage, shape: SchoolShape): Stage | null {
  const place = shape.findIndex((s) => s.stage === stage);
  return place < 0 ? null : (shape[place + 1]?.stage ?? null);
}

const yearsOf = (stage: Stage, shape: SchoolShape): number => shape.find((s) => s.stage === stage)?.years ?? 3;

/** Pure: the same decisions over the same roll give the same plan, so that the preview is what happens. */
export function planRollover(roll: readonly Rolled[], decisions: Decisions, context: ClassContext): PlannedClass[] {
  const { shape } = context;
  const byClass = new Map<string, Rolled[]>();
  for (const rolled of roll) byClass.set(rolled.classId, [...(byClass.get(rolled.classId) ?? []), rolled]);
  return [...byClass].flatMap(([classId, members]): PlannedClass[] => {
    const identity = members[0]?.identity;
    if (!identity) return [];
    const last = gradeInStage(identity.entryYear, decisions.toYear) > yearsOf(identity.stage, shape);
    const nextStage = last ? stageAfter(identity.stage, shape) : null;
    const decision = decisions.classes[classId] ?? defaultDecision(identity, last, nextStage);
    const follow = followers(members, { identity, last, nextStage, decision, toYear: decisions.toYear });
    const planned = members.map((rolled) => planStudent(rolled, decisions, context, follow.get(rolled.studentId) ?? NOWHERE));
    return [{ classId, identity, decision, last, nextStage, members: planned }];
  });
}

function defaultDecision(identity: ClassIdentity, last: boolean, nextStage: Stage | null): ClassDecision {
  if (!last) return { kind: 'promote' };
  return nextStage === null ? { kind: 'graduate' } : { kind: 'moveUp', numbers: [identity.number] };
}

interface ClassStep {
  readonly identity: ClassIdentity;
  readonly last: boolean;
  readonly nextStage: Stage | null;
  readonly decision: ClassDecision;
  readonly toYear: number;
}

/** Where each member comes with the class. A split deals girls and boys out in turn, so that each part gets its share of both. */
function followers(members: readonly Rolled[], step: ClassStep): Map<string, Destination> {
  const { decision, identity } = step;
  const target = (number: number): Destination => {
    if (decision.kind === 'moveUp') {
      if (step.nextStage === null) return NOWHERE;
      return { kind: 'class', identity: { stage: step.nextStage, entryYear: step.toYear, number }, status: 'enrolled' };
    }
    return step.last ? NOWHERE : { kind: 'class', identity: { ...identity, number }, status: 'enrolled' };
  };
  const places = new Map<string, Destination>();
  if (decision.kind === 'graduate') {
    for (const { studentId } of members) places.set(studentId, { kind: 'leave', status: 'graduated' });
    return places;
  }
  const numbers = decision.kind === 'promote' ? [identity.number] : decision.numbers;
  const dealt = [...members].sort(
    (a, b) => compare(a.sex, b.sex) || compare(a.pinyin, b.pinyin) || compare(a.studentId, b.studentId),
  );
  for (const [i, { studentId }] of dealt.entries()) places.set(studentId, target(numbers[i % numbers.length] ?? identity.number));
  return places;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function planStudent(rolled: Rolled, decisions: Decisions, context: ClassContext, follow: Destination): PlannedStudent {
  const away = rolled.status !== 'enrolled';
  const stale = rolled.schoolYear < decisions.toYear - 1;
  const own = decisions.students[rolled.studentId];
  const decision: StudentDecision = own ?? (stale ? { kind: 'later' } : away ? { kind: 'keep' } : { kind: 'follow' });
  const destination = rolled.already ? NOWHERE : destinationOf(rolled, decision, context, follow, decisions.toYear);
  return {
    rolled,
    decision,
    destination,
    reason: reasonOf(rolled, stale, decision, destination),
    outcome: outcomeOf(rolled, destination),
  };
}

function destinationOf(
  rolled: Rolled,
  decision: StudentDecision,
  context: ClassContext,
  follow: Destination,
  toYear: number,
): Destination {
  switch (decision.kind) {
    case 'follow':
      return follow;
    case 'keep':
      return follow.kind === 'class' ? { ...follow, status: rolled.status } : NOWHERE;
    case 'repeat': {
      // The grade of last year again: the cohort that is in it now.
      const entryYear = rolled.identity.entryYear + (toYear - rolled.schoolYear);
      return { kind: 'class', identity: { ...rolled.identity, entryYear }, status: 'enrolled' };
    }
    case 'class': {
      const parsed = parseClassName(decision.className, context);
      return parsed.ok ? { kind: 'class', identity: parsed.identity, status: 'enrolled' } : NOWHERE;
    }
    case 'graduate':
      return { kind: 'leave', status: 'graduated' };
    case 'leave':
      return { kind: 'leave', status: decision.status };
    case 'later':
      return NOWHERE;
  }
}

function reasonOf(rolled: Rolled, stale: boolean, decision: StudentDecision, destination: Destination): RolloverPerson['reason'] {
  if (rolled.already) return null;
  if (stale) return 'noClass';
  if (decision.kind === 'class' && destination.kind === 'nowhere') return 'unreadable';
  if (rolled.status === 'suspended' || rolled.status === 'boundOut') return rolled.status;
  return destination.kind === 'nowhere' && decision.kind !== 'later' ? 'noPlace' : null;
}

function outcomeOf(rolled: Rolled, destination: Destination): RolloverOutcome {
  if (rolled.already) return 'already';
  if (destination.kind === 'nowhere') return 'later';
  if (destination.kind === 'leave') return destination.status === 'graduated' ? 'graduated' : 'left';
  if (destination.status !== 'enrolled' && enrolmentStatuses.has(destination.status)) return 'kept';
  const { identity } = destination;
  if (identity.stage !== rolled.identity.stage) return 'movedUp';
  if (identity.entryYear > rolled.identity.entryYear) return 'repeated';
  return identity.entryYear === rolled.identity.entryYear && identity.number === rolled.identity.number
    ? 'promoted'
    : 'changedClass';
}
