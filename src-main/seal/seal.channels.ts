import type { seal } from '../../src-shared/contract/seal.ts';
import type { Handlers } from '../vault/context.ts';
import { acknowledgeSeal, activeSeal, breakSeal, endSeal, readSeals } from './seal.service.ts';

export const sealChannels: Handlers<keyof typeof seal> = {
  'seal.break': breakSeal,
  'seal.active': (ctx, { studentId }) => activeSeal(ctx, studentId),
  'seal.end': (ctx, { sealId }) => endSeal(ctx, sealId),
  'seal.list': readSeals,
  'seal.acknowledge': (ctx, { sealId }) => acknowledgeSeal(ctx, sealId),
};
