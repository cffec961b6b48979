import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { printRoutes, routes } from './routes.tsx';

export const audit = { routes, printRoutes, locale: { zh, en } } satisfies Feature;
