import type { Contract } from './channel.ts';

export const students = {} as const satisfies Contract;
