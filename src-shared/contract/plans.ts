import type { Contract } from './channel.ts';

export const plans = {} as const satisfies Contract;
