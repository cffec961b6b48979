import { IconHome, IconPhone } from '@tabler/icons-react';
import { ROLES } from '../../../src-shared/contract/channel.ts';
import type { Feature } from '../../app/types.ts';
import { ContactMark, ContactSide } from './contact-card.tsx';
import { ContactQuick } from './contact-quick.tsx';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { routes } from './routes.tsx';
import { VisitQuick } from './visit-quick.tsx';

export const visits = {
  routes,
  locale: { zh, en },
  fileCard: ContactMark,
  fileSideCard: ContactSide,
  quickForms: [
    {
      id: 'contact',
      place: 2,
      word: 'visits:quick.contact',
      hint: 'visits:quick.contactHint',
      icon: IconPhone,
      roles: ['counselor', 'lead'],
      Form: ContactQuick,
    },
    {
      id: 'visit',
      place: 3,
      word: 'visits:quick.visit',
      hint: 'visits:quick.visitHint',
      icon: IconHome,
      roles: ROLES,
      Form: VisitQuick,
    },
  ],
  draftPlaces: {
    contact: { word: 'visits:quick.contact', to: null },
    visit: {
      word: 'visits:quick.visit',
      to: (students, draftId) =>
        draftId === 'new' ? `/visits/new?${new URLSearchParams({ student: students[0] ?? '' })}` : `/visits/${draftId}`,
    },
  },
} satisfies Feature;
