import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export { VaultGate } from './gate.tsx';

export const vault = { routes: [], locale: { zh, en } } satisfies Feature;
