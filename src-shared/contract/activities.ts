import type { Contract } from './channel.ts';

export const activities = {} as const satisfies Contract;
