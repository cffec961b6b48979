import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export const students = { routes: [], locale: { zh, en } } satisfies Feature;
