import type { FeatureRoute } from '../../app/types.ts';
import { ConsentListPaper } from '../../print/consent/consent-list-paper.tsx';
import { ConsentPaper } from '../../print/consent/consent-paper.tsx';
import { ConsentPage } from './consent-page.tsx';
import { PrintMissingPage } from './print-missing-page.tsx';
import { PrintPage } from './print-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/consents/print', element: <PrintPage /> },
  { path: '/consents/print-missing', element: <PrintMissingPage /> },
  { path: '/consents/:studentId', element: <ConsentPage /> },
];
export const printRoutes: readonly FeatureRoute[] = [
  { path: '/print/consent', element: <ConsentPaper /> },
  { path: '/print/consent-missing', element: <ConsentListPaper /> },
];
