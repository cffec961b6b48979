import type { Translation } from '../../../app/types.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {};
