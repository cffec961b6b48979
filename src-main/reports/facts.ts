import type { ReportPeriod } from '../../src-shared/contract/reports.ts';
import type { School } from '../../src-shared/contract/settings.ts';
import { type ClassIdentity, className, type Stage } from '../../src-shared/domain/class-name.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { schoolYearPeriod } from '../../src-shared/domain/school-calendar.ts';
import { getSchool } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import * as read from './facts.repository.ts';

/** A student on the roll of the period's school year on the counting day. */
export interface RollStudent {
  readonly id: string;
  readonly name: string;
  readonly classId: string;
  readonly identity: ClassIdentity;
  readonly className: string;
  readonly boarder: boolean;
  /** False while suspended: still on the roll and still cared for, but not in school. */
  readonly present: boolean;
  readonly fileOpened: boolean;
}

const LEFT = new Set(['transferredOut', 'graduated', 'withdrawn', 'deceased']);
/** UTC instant at which a local day begins at this desk. */
const dayStart = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** Everything that the summary counts, read once; every number and every list is made from it. */
export async function loadFacts(ctx: Context, period: ReportPeriod) {
  const { db } = ctx;
  const school: School = await getSchool(db);
  const now = localDate(ctx.clock);
  const over = period.to < now;
  const asOf = over ? period.to : now;
  const year = schoolYearPeriod(period.schoolYear);
  const enrolments = await read.enrolmentsOf(db, period.schoolYear);
  const roll = new Map<string, RollStudent>();
  const doubled = new Set<string>();
  for (const row of enrolments) {
    if (row.from_date > asOf || (row.to_date === null ? LEFT.has(row.status) : row.to_date <= asOf)) continue;
    if (roll.has(row.student_id)) doubled.add(row.student_id);
    const identity = { stage: row.stage as Stage, entryYear: row.entry_year, number: row.number };
    roll.set(row.student_id, {
      id: row.student_id,
      name: row.name,
      classId: row.class_id,
      identity,
      className: className(identity, period.schoolYear),
      boarder: row.boarder === 1,
      // Past an end date still to come, a status of leaving tells what happens then, not what holds now.
      present: row.status === 'enrolled' || (row.to_date !== null && LEFT.has(row.status)),
      fileOpened: row.file_opened_on !== null && row.file_opened_on <= asOf,
    });
  }
  const steps = await read.levelSteps(db, asOf);
  const levels = new Map<string, number>();
  for (const step of steps) levels.set(step.student_id, step.to_level);
  return {
    school,
    period,
    asOf,
    year,
    roll,
    doubled,
    enrolled: [...roll.values()].filter((student) => student.present),
    steps,
    levels,
    leveledEnrolments: await read.enrolmentsOfLeveled(db),
    mentored: new Set((await read.mentoredOn(db, asOf)).map((row) => row.student_id)),
    pairings: await read.pairingsOn(db, asOf),
    plans: await read.plansOn(db, asOf),
    visits: await read.visitsBetween(db, year.from, asOf),
    activities: await read.activitiesBetween(db, year.from, asOf),
    sessions: await read.sessionsBetween(db, period.from, asOf),
    dispositions: await read.dispositionsOf(db, period.schoolYear, asOf),
    results: await read.resultsOf(db, period.schoolYear, asOf),
    reviews: await read.reviewsBetween(db, dayStart(period.from), dayStart(addDays(asOf, 1))),
    reports: await read.concernReportsBetween(db, dayStart(period.from), dayStart(addDays(asOf, 1))),
    committees: await read.committeesOn(db, asOf),
    staff: await read.staffOn(db, asOf),
  };
}
export type Facts = Awaited<ReturnType<typeof loadFacts>>;
