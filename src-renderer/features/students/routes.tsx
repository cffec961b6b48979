import type { FeatureRoute } from '../../app/types.ts';
import { FilePage } from './file-page.tsx';
import { ImportPage } from './import-page.tsx';
import { StudentList } from './student-list.tsx';

export const studentRoutes: readonly FeatureRoute[] = [
  { path: '/students', element: <StudentList /> },
  { path: '/students/import', element: <ImportPage /> },
  { path: '/students/:studentId', element: <FilePage /> },
];
