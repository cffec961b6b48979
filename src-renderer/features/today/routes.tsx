import type { FeatureRoute } from '../../app/types.ts';
import { TodayPage } from './today-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/today', element: <TodayPage /> }];
