import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export { UsersAndKeys } from './users-and-keys.tsx';

export const users = { routes: [], locale: { zh, en } } satisfies Feature;
