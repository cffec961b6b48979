import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { studentRoutes } from './routes.tsx';

export const students = { routes: studentRoutes, locale: { zh, en } } satisfies Feature;
