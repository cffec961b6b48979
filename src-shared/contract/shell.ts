import type { Contract } from './channel.ts';

export const shell = {} as const satisfies Contract;
