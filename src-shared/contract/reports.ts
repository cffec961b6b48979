import type { Contract } from './channel.ts';

export const reports = {} as const satisfies Contract;
