import type { FeatureRoute } from '../../app/types.ts';
import { ImportPage } from './import-page.tsx';
import { RoundList } from './round-list.tsx';
import { RoundPage } from './round-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/assessments', element: <RoundList /> },
  { path: '/assessments/:roundId', element: <RoundPage /> },
  { path: '/assessments/:roundId/import', element: <ImportPage /> },
];
