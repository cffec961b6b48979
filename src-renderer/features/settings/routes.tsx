import type { FeatureRoute } from '../../app/types.ts';
import { SettingsPage } from './settings-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/settings', element: <SettingsPage /> }];
