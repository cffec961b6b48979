import { type ChronologyKind, chronologyKinds } from '../../../src-shared/contract/students.ts';

/** Kinds as people choose them. */
export const GROUPS = {
  session: ['session', 'addendum', 'caseOpened', 'caseClosed', 'caseReopened'],
  warning: ['report', 'level', 'review'],
  result: ['result'],
  visit: ['visit'],
  contact: ['contact'],
  plan: ['plan', 'planReview', 'goalProgress', 'planEnded'],
  paper: ['consent', 'consentWithdrawn', 'disclosure', 'attachment'],
  roll: ['enrolment', 'roll'],
} as const satisfies Record<string, readonly ChronologyKind[]>;
export type GroupName = keyof typeof GROUPS;
export const groupNames = Object.keys(GROUPS) as GroupName[];

export const groupOf = (kind: ChronologyKind): GroupName =>
  groupNames.find((name) => (GROUPS[name] as readonly ChronologyKind[]).includes(kind)) ?? 'paper';

export interface Filter {
  readonly groups: readonly GroupName[];
  readonly from: string | null;
  readonly to: string | null;
  readonly writer: string | null;
  readonly words: string;
}
export const NO_FILTER: Filter = { groups: [], from: null, to: null, writer: null, words: '' };

export const isFiltered = (filter: Filter): boolean =>
  filter.groups.length > 0 || filter.from !== null || filter.to !== null || filter.writer !== null || filter.words.trim() !== '';

/** What the vault is asked for. */
export function askedFor(studentId: string, filter: Filter) {
  const kinds = filter.groups.flatMap((name): readonly ChronologyKind[] => GROUPS[name]);
  const words = filter.words.trim();
  return {
    studentId,
    ...(kinds.length > 0 && { kinds: chronologyKinds.filter((kind) => kinds.includes(kind)) }),
    ...(filter.from !== null && { from: filter.from }),
    ...(filter.to !== null && { to: filter.to }),
    ...(filter.writer !== null && { writer: filter.writer }),
    ...(words !== '' && { words }),
  };
}

/** A filter in an address and back; the output page and the print page are opened with it. */
export function toSearch(filter: Filter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.groups.length > 0) search.set('groups', filter.groups.join(','));
  for (const key of ['from', 'to', 'writer', 'words'] as const) {
    const value = filter[key];
    if (value) search.set(key, value);
  }
  return search;
}

export function fromSearch(search: URLSearchParams): Filter {
  const groups = (search.get('groups') ?? '').split(',');
  return {
    groups: groupNames.filter((name) => groups.includes(name)),
    from: search.get('from'),
    to: search.get('to'),
    writer: search.get('writer'),
    words: search.get('words') ?? '',
  };
}
