import { z } from 'zod';

export const level = z.number().int().min(0).max(3);
export const schoolYear = z.number().int().min(1990).max(2199);
