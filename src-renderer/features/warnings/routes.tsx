import type { FeatureRoute } from '../../app/types.ts';
import { WarningsPage } from './warnings-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/warnings', element: <WarningsPage /> }];
