import type { FeatureRoute } from '../../app/types.ts';
import { VisitListPage } from './visit-list.tsx';
import { VisitPage } from './visit-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/visits', element: <VisitListPage /> },
  { path: '/visits/:visitId', element: <VisitPage /> },
];
