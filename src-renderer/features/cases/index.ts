import { IconMessages } from '@tabler/icons-react';
import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { routes } from './routes.tsx';
import { SessionQuick, sessionOf } from './session-quick.tsx';

export const cases = {
  routes,
  locale: { zh, en },
  quickForms: [
    {
      id: 'session',
      place: 4,
      word: 'cases:quick.session',
      hint: 'cases:quick.sessionHint',
      icon: IconMessages,
      roles: ['counselor'],
      leadsTo: sessionOf,
      Form: SessionQuick,
    },
  ],
  draftPlaces: {
    session: {
      word: 'cases:quick.session',
      to: (students, draftId) =>
        draftId === 'new'
          ? `/cases/session/new?${new URLSearchParams({ student: students[0] ?? '' })}`
          : `/cases/session/${draftId}`,
    },
    addendum: { word: 'cases:quick.addendum', to: (_students, draftId) => `/cases/session/${draftId}` },
    case: { word: 'cases:quick.case', to: (_students, draftId) => `/cases/${draftId}` },
  },
} satisfies Feature;
