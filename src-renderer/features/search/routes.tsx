import type { FeatureRoute } from '../../app/types.ts';
import { SearchPage } from './search-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/search', element: <SearchPage /> }];
