import type { Contract } from './channel.ts';

export const visits = {} as const satisfies Contract;
