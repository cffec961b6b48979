import type { FeatureRoute } from '../../app/types.ts';
import { RecordPaper } from '../../print/record/record-paper.tsx';
import { RecordPage } from './record-page.tsx';

export const routes: readonly FeatureRoute[] = [{ path: '/documents/record/:studentId', element: <RecordPage /> }];
export const printRoutes: readonly FeatureRoute[] = [{ path: '/print/record', element: <RecordPaper /> }];
