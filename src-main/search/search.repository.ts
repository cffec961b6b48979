import { type NoteKind, noteKinds } from '../../src-shared/contract/search.ts';
import type { Executor } from '../vault/context.ts';
import { type NoteClass, SOURCES, sourceNames } from './sources.ts';
import { firstNumber } from './upkeep.ts';

export interface NoteQuestion {
  /** In the index's language, from `questionOf`. */
  readonly match: string;
  /** Highest class that the reader may find. */
  readonly upTo: NoteClass;
  readonly kinds: readonly NoteKind[] | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Number of the last hit shown. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** Class and kind are terms like any other, so that what a role may not find is not even counted. */
function narrowed({ match, upTo, kinds }: NoteQuestion): string {
  const parts = [match];
  if (upTo < 2) parts.push(`(tag : ${Array.from({ length: upTo + 1 }, (_, n) => `c${n}`).join(' OR tag : ')})`);
  if (kinds !== undefined && kinds.length < noteKinds.length) {
    const names = sourceNames.filter((name) => kinds.includes(SOURCES[name].kind));
    parts.push(`(tag : ${names.map((name) => `s${name.toLowerCase()}`).join(' OR tag : ')})`);
  }
  return parts.join(' AND ');
}

/** Notes that answer the question, newest first: the index is walked by its own order and stops at the limit. */
export function notesByText(db: Executor, question: NoteQuestion) {
  const { from, to, before, limit } = question;
  const upper = to === undefined ? undefined : firstNumber(to) + 2 ** 20;
  const below = before === undefined ? upper : upper === undefined ? before : Math.min(before, upper);
  return db
    .selectFrom('search_index')
    .innerJoin('search_doc', 'search_doc.number', 'search_index.rowid')
    .select(['search_doc.number', 'search_doc.source', 'search_doc.source_id'])
    .where('search_index', 'match', narrowed(question))
    .$if(from !== undefined, (qb) => qb.where('search_index.rowid', '>=', firstNumber(from ?? '')))
    .$if(below !== undefined, (qb) => qb.where('search_index.rowid', '<', below ?? 0))
    .orderBy('search_index.rowid', 'desc')
    .limit(limit);
}

export function studentsOfReports(db: Executor, reportIds: readonly string[]) {
  return db
    .selectFrom('concern_report_student')
    .select(['report_id', 'student_id'])
    .where('report_id', 'in', reportIds)
    .orderBy('student_id')
    .execute();
}
