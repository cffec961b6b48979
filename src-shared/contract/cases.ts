import type { Contract } from './channel.ts';

export const cases = {} as const satisfies Contract;
