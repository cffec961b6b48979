import type { FeatureRoute } from '../../app/types.ts';
import { ContactListPage } from './contact-list.tsx';
import { VisitListPage } from './visit-list.tsx';
import { VisitPage } from './visit-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/visits', element: <VisitListPage /> },
  { path: '/visits/contacts', element: <ContactListPage /> },
  { path: '/visits/:visitId', element: <VisitPage /> },
];
