import type { Contract } from './channel.ts';

export const assessments = {} as const satisfies Contract;
