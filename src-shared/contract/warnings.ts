import type { Contract } from './channel.ts';

export const warnings = {} as const satisfies Contract;
