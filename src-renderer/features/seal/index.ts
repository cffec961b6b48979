import type { Feature } from '../../app/types.ts';
import { FileSeal } from './file-seal.tsx';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { SealsToAcknowledge } from './seals-to-acknowledge.tsx';

export const seal = {
  routes: [],
  locale: { zh, en },
  todayCard: SealsToAcknowledge,
  fileCard: FileSeal,
} satisfies Feature;
