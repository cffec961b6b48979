import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { studentPrintRoutes, studentRoutes } from './routes.tsx';

export const students = {
  routes: studentRoutes,
  printRoutes: studentPrintRoutes,
  locale: { zh, en },
  draftPlaces: { newStudent: { word: 'students:create.title', to: () => '/students?new' } },
} satisfies Feature;
