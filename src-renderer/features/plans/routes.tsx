import type { FeatureRoute } from '../../app/types.ts';
import { PlanEditorPage } from './plan-editor-page.tsx';
import { PlanListPage } from './plan-list.tsx';
import { PlanPage } from './plan-page.tsx';

export const routes: readonly FeatureRoute[] = [
  { path: '/plans', element: <PlanListPage /> },
  { path: '/plans/new', element: <PlanEditorPage /> },
  { path: '/plans/:planId', element: <PlanPage /> },
  { path: '/plans/:planId/edit', element: <PlanEditorPage /> },
];
