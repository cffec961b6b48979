import type { Translation } from '../../../app/types.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  open: 'Break the seal',
  help: 'Session notes, reasons of levels and scores are for the counselor alone. Where there is need the seal of one student can be broken for a while; every look is put on record and the counselor sees the reason.',
  notPaper: 'It is for looking on the screen only, not for print or export; the counselor’s own restricted note stays hidden.',
  reason: 'Why it is needed',
  reasonHint: 'Say what it is about, at least 10 characters',
  reasonShort: 'Say more clearly what it is about, at least 10 characters',
  minutes: 'For how long',
  minute: '{{count}} minutes',
  go: 'Break the seal',
  cancel: 'Cancel',
  running: 'The seal is broken until {{time}}. Every look is put on record.',
  end: 'End now',
  today: 'A seal was broken',
  file: 'Broken seals',
  past: 'Broken seals: {{count}}',
  line: '{{who}} broke the seal of {{student}}',
  when: '{{from}} to {{until}}, {{views}} looks',
  stillRunning: 'since {{from}}, until {{until}}, {{views}} looks so far',
  seen: 'Acknowledged by {{who}} ({{at}})',
  acknowledge: 'Acknowledge',
  errors: {
    sealed: 'Only the counselor may read this note. Where there is need, break the seal in the student’s file.',
    sealBroken: 'The seal of this student is broken already.',
    sealUnknown: 'There is no such broken seal.',
  },
};
