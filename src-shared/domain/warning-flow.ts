import type { LocalDate } from './dates.ts';
import type { Severity } from './level-scheme.ts';
import type { Period } from './school-calendar.ts';

export interface LevelStep {
  readonly studentId: string;
  readonly to: Severity;
  readonly on: LocalDate;
}

/** From when until when a student belongs to the counted school; an open end is null. */
export interface Presence {
  readonly studentId: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** Movement of one severity in a period, in students. `opening + new + raised + lowered + transferredIn − released − movedOn − transferredOut = closing`. */
export interface FlowRow {
  readonly opening: number;
  /** From 0 to this level. */
  readonly added: number;
  /** Came up from a lower level above 0. */
  readonly raised: number;
  /** Came down from a graver level. */
  readonly lowered: number;
  readonly transferredIn: number;
  /** Down to 0. */
  readonly released: number;
  /** To another level above 0. */
  readonly movedOn: number;
  readonly transferredOut: number;
  readonly closing: number;
}

export type Flow = Readonly<Record<1 | 2 | 3, FlowRow>>;

type Counter = { -readonly [K in keyof FlowRow]: number };

/**
 * The level flow of a period from append-only level changes. Each student is compared at the period's edges and walked between them,
 * so the sum balances by construction; a student with no presence given counts as present throughout.
 * @param steps level changes of each student in the order in which they hold (date, then time of recording)
 */
export function levelFlow(steps: readonly LevelStep[], presences: readonly Presence[], period: Period): Flow {
  const rows: Record<1 | 2 | 3, Counter> = { 1: emptyRow(), 2: emptyRow(), 3: emptyRow() };
  const row = (level: Severity): Counter | undefined => (level === 0 ? undefined : rows[level]);
  const bump = (level: Severity, key: keyof FlowRow) => {
    const counter = row(level);
    if (counter) counter[key] += 1;
  };
  const spans = new Map<string, Presence[]>();
  for (const presence of presences) spans.set(presence.studentId, [...(spans.get(presence.studentId) ?? []), presence]);
  const byStudent = new Map<string, LevelStep[]>();
  for (const step of steps) byStudent.set(step.studentId, [...(byStudent.get(step.studentId) ?? []), step]);

  for (const [studentId, own] of byStudent) {
    const presence = spans.get(studentId);
    const presentOn = (day: LocalDate) =>
      presence === undefined || presence.some((span) => span.from <= day && (span.to === null || span.to > day));
    let level: Severity = 0;
    let here =
      presence === undefined || presence.some((span) => span.from < period.from && (span.to === null || span.to >= period.from));
    const inside: { on: LocalDate; order: number; apply: () => void }[] = [];
    for (const step of own) {
      if (step.on < period.from) level = step.to;
    }
    if (here) bump(level, 'opening');
    for (const [index, step] of own.entries()) {
      if (step.on < period.from || step.on > period.to) continue;
      inside.push({
        on: step.on,
        order: 1 + index,
        apply: () => {
          const from = level;
          level = step.to;
          if (!here || from === level) return;
          if (from === 0) bump(level, 'added');
          else if (level === 0) bump(from, 'released');
          else {
            bump(from, 'movedOn');
            bump(level, level > from ? 'raised' : 'lowered');
          }
        },
      });
    }
    for (const span of presence ?? []) {
      for (const day of [span.from, span.to]) {
        if (day === null || day < period.from || day > period.to) continue;
        inside.push({
          on: day,
          order: day === span.from ? 0 : own.length + 1,
          apply: () => {
            const now = presentOn(day);
            if (now === here) return;
            here = now;
            bump(level, now ? 'transferredIn' : 'transferredOut');
          },
        });
      }
    }
    inside.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.order - b.order));
    for (const event of inside) event.apply();
    if (here) bump(level, 'closing');
  }
  return rows;
}

export function balances(row: FlowRow): boolean {
  const { opening, added, raised, lowered, transferredIn, released, movedOn, transferredOut, closing } = row;
  return opening + added + raised + lowered + transferredIn - released - movedOn - transferredOut === closing;
}

function emptyRow(): Counter {
  return {
    opening: 0,
    added: 0,
    raised: 0,
    lowered: 0,
    transferredIn: 0,
    released: 0,
    movedOn: 0,
    transferredOut: 0,
    closing: 0,
  };
}
