import type { Channel } from '../../../src-shared/contract/index.ts';

/** What is read anew after anything about a consent has changed. */
export const TOUCHED: readonly Channel[] = [
  'consents.list',
  'consents.standing',
  'consents.reach',
  'cases.sessionStart',
  'cases.detail',
  'students.file',
  'students.chronology',
  'students.list',
  'students.listCounts',
  'today.overview',
];
