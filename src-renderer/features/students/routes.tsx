import type { FeatureRoute } from '../../app/types.ts';
import { ChronologyPaper } from '../../print/chronology/chronology-paper.tsx';
import { ChronologyOutputPage } from './chronology-output-page.tsx';
import { FilePage } from './file-page.tsx';
import { ImportPage } from './import-page.tsx';
import { MergeList } from './merge-list.tsx';
import { MergePage } from './merge-page.tsx';
import { RolloverPage } from './rollover-page.tsx';
import { StudentList } from './student-list.tsx';

export const studentRoutes: readonly FeatureRoute[] = [
  { path: '/students', element: <StudentList /> },
  { path: '/students/import', element: <ImportPage /> },
  { path: '/students/rollover', element: <RolloverPage /> },
  { path: '/students/duplicates', element: <MergeList /> },
  { path: '/students/merge', element: <MergePage /> },
  { path: '/students/:studentId', element: <FilePage /> },
  { path: '/students/:studentId/chronology', element: <ChronologyOutputPage /> },
];
export const studentPrintRoutes: readonly FeatureRoute[] = [{ path: '/print/chronology', element: <ChronologyPaper /> }];
