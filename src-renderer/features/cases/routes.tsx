import type { FeatureRoute } from '../../app/types.ts';
import { CaseListPage } from './case-list.tsx';
import { CasePage } from './case-page.tsx';
import { NewCasePage } from './new-case.tsx';
import { SessionPage } from './session-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/cases', element: <CaseListPage /> },
  { path: '/cases/new', element: <NewCasePage /> },
  { path: '/cases/session/:sessionId', element: <SessionPage /> },
  { path: '/cases/:caseId', element: <CasePage /> },
];
