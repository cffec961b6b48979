import { addDays, type LocalDate } from './dates.ts';
import type { Severity } from './level-scheme.ts';
import type { Period } from './school-calendar.ts';

/** One level change; the steps of a student are given in the order in which they hold (day, then time of recording). */
export interface LevelStep {
  readonly studentId: string;
  readonly to: Severity;
  readonly on: LocalDate;
}

/** Days on which a student belongs to what is counted; both ends belong to it, an open end is null. */
export interface Presence {
  readonly studentId: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

export type MovementKind = 'added' | 'raised' | 'lowered' | 'released' | 'transferredIn' | 'transferredOut';

/** One movement within the period: what every number of the flow is counted from, and the list behind it. */
export interface Movement {
  readonly studentId: string;
  readonly on: LocalDate;
  readonly kind: MovementKind;
  readonly from: Severity;
  readonly to: Severity;
}

/**
 * Movements at one severity. They balance:
 * `opening + added + raised + lowered + transferredIn − released − movedOn − transferredOut = closing`.
 */
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
export type FlowLevel = Exclude<Severity, 0>;
export type Flow = Readonly<Record<FlowLevel, FlowRow>>;

export interface FlowDetail {
  readonly flow: Flow;
  readonly movements: readonly Movement[];
  /** Level of each student above 0 before the first and after the last day of the period. */
  readonly opening: ReadonlyMap<string, FlowLevel>;
  readonly closing: ReadonlyMap<string, FlowLevel>;
}

/** Spans that touch or overlap become one: promotion into the next class is no transfer. */
function merged(spans: readonly Presence[]): { from: LocalDate; to: LocalDate | null }[] {
  const joined: { from: LocalDate; to: LocalDate | null }[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1);
    if (last && (last.to === null || addDays(last.to, 1) >= span.from)) {
      if (last.to !== null && (span.to === null || span.to > last.to)) last.to = span.to;
    } else joined.push({ from: span.from, to: span.to });
  }
  return joined;
}

function grouped<T extends { readonly studentId: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = groups.get(item.studentId);
    if (own) own.push(item);
    else groups.set(item.studentId, [item]);
  }
  return groups;
}

interface Event {
  readonly on: LocalDate;
  /** Within a day: leaving (the day after the last one), then coming, then changes in their order. */
  readonly order: number;
  readonly happens: 'out' | 'in' | Severity;
}

function eventsOf(steps: readonly LevelStep[], spans: readonly Presence[] | undefined): Event[] {
  const events: Event[] = steps.map((step, i) => ({ on: step.on, order: 2 + i, happens: step.to }));
  for (const span of merged(spans ?? [])) {
    events.push({ on: span.from, order: 1, happens: 'in' });
    if (span.to !== null) events.push({ on: addDays(span.to, 1), order: 0, happens: 'out' });
  }
  return events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.order - b.order));
}

function changeKind(from: Severity, to: Severity): MovementKind {
  if (from === 0) return 'added';
  if (to === 0) return 'released';
  return to > from ? 'raised' : 'lowered';
}

/**
 * The level flow of a period from append-only level changes and presences, with the movements behind it. Each student is walked from
 * before the period to its end, so opening, movements and closing balance by construction. A change made while a student is absent
 * moves the level without a movement; the student then comes in with it. Without any presence a student counts as present throughout.
 */
export function levelFlowDetail(steps: readonly LevelStep[], presences: readonly Presence[], period: Period): FlowDetail {
  const spans = grouped(presences);
  const movements: Movement[] = [];
  const opening = new Map<string, FlowLevel>();
  const closing = new Map<string, FlowLevel>();
  for (const [studentId, own] of grouped(steps)) {
    let level: Severity = 0;
    let here = !spans.has(studentId);
    let started = false;
    const open = () => {
      if (!started && here && level !== 0) opening.set(studentId, level);
      started = true;
    };
    for (const event of eventsOf(own, spans.get(studentId))) {
      if (event.on > period.to) break;
      if (event.on >= period.from) open();
      const from: Severity = level;
      let kind: MovementKind | null = null;
      if (event.happens === 'in' || event.happens === 'out') {
        here = event.happens === 'in';
        if (level !== 0) kind = here ? 'transferredIn' : 'transferredOut';
      } else {
        level = event.happens;
        if (here && from !== level) kind = changeKind(from, level);
      }
      if (started && kind) movements.push({ studentId, on: event.on, kind, from, to: level });
    }
    open();
    if (here && level !== 0) closing.set(studentId, level);
  }
  return { flow: count(opening, movements, closing), movements, opening, closing };
}

export function levelFlow(steps: readonly LevelStep[], presences: readonly Presence[], period: Period): Flow {
  return levelFlowDetail(steps, presences, period).flow;
}

function count(
  opening: ReadonlyMap<string, FlowLevel>,
  movements: readonly Movement[],
  closing: ReadonlyMap<string, FlowLevel>,
): Flow {
  const row = (level: FlowLevel): FlowRow => {
    const into = (kind: MovementKind) => movements.filter((m) => m.kind === kind && m.to === level).length;
    const away = (...kinds: MovementKind[]) => movements.filter((m) => kinds.includes(m.kind) && m.from === level).length;
    return {
      opening: [...opening.values()].filter((at) => at === level).length,
      added: into('added'),
      raised: into('raised'),
      lowered: into('lowered'),
      transferredIn: into('transferredIn'),
      released: away('released'),
      movedOn: away('raised', 'lowered'),
      transferredOut: away('transferredOut'),
      closing: [...closing.values()].filter((at) => at === level).length,
    };
  };
  return { 1: row(1), 2: row(2), 3: row(3) };
}

export function balances(row: FlowRow): boolean {
  const { opening, added, raised, lowered, transferredIn, released, movedOn, transferredOut, closing } = row;
  return opening + added + raised + lowered + transferredIn - released - movedOn - transferredOut === closing;
}
