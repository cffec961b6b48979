import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { routes } from './routes.tsx';

export const search = { routes, locale: { zh, en } } satisfies Feature;
