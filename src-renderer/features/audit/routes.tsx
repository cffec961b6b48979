import type { FeatureRoute } from '../../app/types.ts';
import { AuditPaper } from '../../print/audit/audit-paper.tsx';
import { AuditPage } from './audit-page.tsx';
import { AuditPrintPage } from './audit-print-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/audit', element: <AuditPage /> },
  { path: '/audit/print', element: <AuditPrintPage /> },
];
export const printRoutes: readonly FeatureRoute[] = [{ path: '/print/audit', element: <AuditPaper /> }];
