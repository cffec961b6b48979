import { type AliasableExpression, type Expression, expressionBuilder, type OrderByDirection } from 'kysely';
import type { ListSort } from '../../src-shared/contract/students.ts';
import { stages } from '../../src-shared/domain/class-name.ts';
import type { Executor } from '../vault/context.ts';
import { build, currentLevel, currentMentor, lastOnsite, type RollFilter, selectFiltered } from './lists.repository.ts';

/** Values that order the list, the last two always pinyin and id. */
export type SortKeys = readonly [string | number, string | number, string | number, string, string];

type Key = AliasableExpression<string | number>;

/** A text that may be missing: what is empty goes last in either direction. */
function maybeText(value: AliasableExpression<string>): readonly [Key, Key, Key] {
  const eb = build();
  return [eb.case().when(value, '=', '').then(1).else(0).end(), value, eb.lit(0)];
}

function sortKeys(sort: ListSort, on: string): readonly [Key, Key, Key] {
  const eb = build();
  const nothing = eb.lit(0);
  switch (sort) {
    case 'name':
      return [eb.ref('student.name_pinyin'), nothing, nothing];
    case 'sex':
      return [eb.ref('student.sex'), nothing, nothing];
    case 'boarder':
      return [eb.fn.coalesce('e.boarder', eb.lit(0)), nothing, nothing];
    case 'studentNo':
      return maybeText(eb.fn.coalesce('student.student_no', eb.val('')));
    case 'level':
      return [eb.fn.coalesce(currentLevel(), eb.lit(0)), nothing, nothing];
    case 'mentor':
      return maybeText(eb.fn.coalesce(currentMentor(on), eb.val('')));
    case 'lastOnsite':
      return maybeText(eb.fn.coalesce(lastOnsite(on), eb.val('')));
    case 'fileOpened':
      return maybeText(eb.fn.coalesce('student.file_opened_on', eb.val('')));
    case 'class': {
      const [primary, junior, senior, vocational] = stages;
      const stage = eb
        .case('class.stage')
        .when(primary)
        .then(0)
        .when(junior)
        .then(1)
        .when(senior)
        .then(2)
        .when(vocational)
        .then(3)
        .else(9)
        .end();
      // Within a stage the youngest grade first: the later the year of entry, the lower the grade.
      return [stage, eb.neg(eb.fn.coalesce('class.entry_year', eb.lit(0))), eb.fn.coalesce('class.number', eb.lit(0))];
    }
  }
}

const EMPTY_LAST: ReadonlySet<ListSort> = new Set(['studentNo', 'mentor', 'lastOnsite', 'fileOpened']);

export interface PageOrder {
  readonly sort: ListSort;
  readonly down: boolean;
  /** Keys of the last row of the page before. */
  readonly after: SortKeys | null;
  readonly limit: number;
}

interface Keyed {
  readonly id: string;
  readonly pinyin: string;
  readonly a: string | number;
  readonly b: string | number;
  readonly c: string | number;
}

/** Ids of one page in order with their keys. */
export function selectPage(db: Executor, filter: RollFilter, { sort, down, after, limit }: PageOrder) {
  const [a, b, c] = sortKeys(sort, filter.on);
  const turn: OrderByDirection = down ? 'desc' : 'asc';
  const turns = { a: EMPTY_LAST.has(sort) ? 'asc' : turn, b: turn, c: turn, pinyin: 'asc', id: 'asc' } as const;
  const keyed = selectFiltered(db, filter).select([
    'student.id as id',
    'student.name_pinyin as pinyin',
    a.as('a'),
    b.as('b'),
    c.as('c'),
  ]);
  return db
    .selectFrom(keyed.as('keyed'))
    .select(['keyed.id', 'keyed.pinyin', 'keyed.a', 'keyed.b', 'keyed.c'])
    .$if(after !== null, (query) => query.where(beyond(turns, after ?? [0, 0, 0, '', ''])))
    .orderBy('keyed.a', turns.a)
    .orderBy('keyed.b', turns.b)
    .orderBy('keyed.c', turns.c)
    .orderBy('keyed.pinyin')
    .orderBy('keyed.id')
    .limit(limit);
}

/** Behind a row in the given order: the first differing key decides. */
function beyond(turns: Readonly<Record<'a' | 'b' | 'c' | 'pinyin' | 'id', 'asc' | 'desc'>>, after: SortKeys) {
  const eb = expressionBuilder<{ keyed: Keyed }, 'keyed'>();
  const names = ['a', 'b', 'c', 'pinyin', 'id'] as const;
  return eb.or(
    names.map((name, i) =>
      eb.and([
        ...names.slice(0, i).map((before, k): Expression<boolean | 0 | 1> => eb(`keyed.${before}`, '=', after[k] ?? '')),
        eb(`keyed.${name}`, turns[name] === 'asc' ? '>' : '<', after[i] ?? ''),
      ]),
    ),
  );
}
