import { type NoteKind, noteKinds } from '../../src-shared/contract/search.ts';
import type { Executor } from '../vault/context.ts';
import { numbersOf } from './numbers.ts';
import type { NoteClass } from './sources/source.ts';
import { SOURCES, sourceNames } from './sources.ts';

export interface NoteQuestion {
  /** In the index's language, from `questionOf`. */
  readonly match: string;
  /** Highest class that the reader may find. */
  readonly upTo: NoteClass;
  readonly kinds: readonly NoteKind[] | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Number of the last hit shown. */
  readonly after: number | undefined;
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
  const { from, to, after, limit } = question;
  const lowest = Math.max(to === undefined ? 0 : numbersOf(to).lowest, after === undefined ? 0 : after + 1);
  return db
    .selectFrom('search_index')
    .innerJoin('search_doc', 'search_doc.number', 'search_index.rowid')
    .select(['search_doc.number', 'search_doc.source', 'search_doc.source_id'])
    .where('search_index', 'match', narrowed(question))
    .$if(from !== undefined, (qb) => qb.where('search_index.rowid', '<=', numbersOf(from ?? '').highest))
    .$if(lowest > 0, (qb) => qb.where('search_index.rowid', '>=', lowest))
    .orderBy('search_index.rowid')
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
