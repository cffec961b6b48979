import type { Translation } from '../../app/types.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  level: {
    unassessed: 'Not assessed',
    red_orange_yellow: { s0: 'Ordinary', s1: 'Attention · yellow', s2: 'Warning · orange', s3: 'Crisis · red' },
    one_is_gravest: { s0: 'Ordinary', s1: 'Level 3 · yellow', s2: 'Level 2 · orange', s3: 'Level 1 · red' },
    one_is_lightest: { s0: 'Ordinary', s1: 'Level 1 · yellow', s2: 'Level 2 · orange', s3: 'Level 3 · red' },
  },
  table: {
    sortBy: 'Sort by {{column}}',
    selectAll: 'Select all',
    selectRow: 'Select row {{row}}',
    rows: '{{count}} rows',
    columns: 'Columns',
  },
  draft: { saved: 'Draft saved {{time}}', saving: 'Saving draft' },
  date: { today: 'Today', none: '—' },
  error: { title: 'This did not work', retry: 'Try again' },
  loading: 'Reading',
};
