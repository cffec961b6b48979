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
  draft: {
    saved: 'Draft saved {{time}}',
    saving: 'Saving draft',
    discard: 'Discard draft',
    discardAsk: 'What this draft holds cannot be brought back afterwards.',
    discardYes: 'Discard it',
    discardNo: 'Keep it',
  },
  studentSet: {
    remove: 'Take out {{name}}',
    nobody: 'no student yet',
    title: 'Where the words belong',
    text: 'What is written is about “{{from}}”. Carry it over to “{{to}}”, or write anew?',
    own: '“{{to}}” has a draft of its own. When it opens, these words stay in the draft of “{{from}}”.',
    carry: 'Carry over to “{{to}}”',
    leave: 'Write anew for “{{to}}”, keep this as a draft',
    openOwn: 'Open the draft of “{{to}}”',
    stay: 'Stay with “{{from}}”',
  },
  late: 'recorded {{count}} days later',
  date: { today: 'Today', none: '—', clear: 'Clear the date' },
  error: { title: 'This did not work', retry: 'Try again' },
  loading: 'Reading',
  field: { leftOut: 'Fill in this field', unfit: 'This does not fit; please change it' },
  picker: { hint: 'Name, pinyin, initials or number', nothing: 'No such student' },
  pdf: {
    preview: 'Preview',
    page: 'Page {{page}}',
    goTo: 'Go to page',
    of: 'of {{pages}}',
    locked:
      'This PDF asks for a password and cannot be shown here. Save a copy and open it with the password, or ask for one without.',
    broken: 'This PDF is damaged and cannot be shown. The file is kept as it came; save a copy and try another program.',
  },
  paper: {
    preview: 'Preview',
    print: 'Print',
    save: 'Save as PDF',
    saved: '{{name}} is saved and registered.',
    printed: 'Sent to the printer and registered.',
    nothing: 'Choose the content, then "Preview".',
    changed: 'The choice has changed: preview again.',
  },
  look: {
    tools: 'View',
    larger: 'Larger (+)',
    smaller: 'Smaller (-)',
    whole: 'Fit the window (0)',
    turn: 'Turn right (R)',
    brokenPicture:
      'This picture is damaged and cannot be shown. The file is kept as it came; save a copy and try another program.',
  },
};
