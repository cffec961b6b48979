import type { Translation } from '../../app/types.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  level: {
    unassessed: 'Not assessed',
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
  field: { leftOut: 'Fill in this field', unfit: 'This does not fit; please change it' },
  picker: { hint: 'Name, pinyin, initials or number', nothing: 'No such student' },
  pdf: { preview: 'Preview', page: 'Page {{page}}' },
};
