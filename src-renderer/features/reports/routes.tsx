import type { FeatureRoute } from '../../app/types.ts';
import { ReportsPage } from './reports-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/reports', element: <ReportsPage /> }];
