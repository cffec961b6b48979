import type { FeatureRoute } from '../../app/types.ts';
import { ChronologyPaper } from '../../print/chronology/chronology-paper.tsx';
import { ChronologyOutputPage } from './chronology-output-page.tsx';
import { FilePage } from './file-page.tsx';
import { ImportPage } from './import-page.tsx';
import { StudentList } from './student-list.tsx';

export const studentRoutes: readonly FeatureRoute[] = [
  { path: '/students', element: <StudentList /> },
  { path: '/students/import', element: <ImportPage /> },
  { path: '/students/:studentId', element: <FilePage /> },
  { path: '/students/:studentId/chronology', element: <ChronologyOutputPage /> },
];
export const studentPrintRoutes: readonly FeatureRoute[] = [{ path: '/print/chronology', element: <ChronologyPaper /> }];
