import type { FeatureRoute } from '../../app/types.ts';
import { WorkPage } from './work-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/activities', element: <WorkPage /> }];
