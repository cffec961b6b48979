import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export const cases = { routes: [], locale: { zh, en } } satisfies Feature;
