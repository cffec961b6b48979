import type { Contract } from './channel.ts';

export const documents = {} as const satisfies Contract;
