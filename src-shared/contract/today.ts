import type { Contract } from './channel.ts';

export const today = {} as const satisfies Contract;
