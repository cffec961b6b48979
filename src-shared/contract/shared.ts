import { z } from 'zod';
import { lawfulBases } from '../domain/codes/consent.ts';
import { localDate } from '../domain/dates.ts';

/** What lists need to name a student: never more. `className` is null for somebody without a class on that day. */
export const studentBrief = z.object({ id: z.string(), name: z.string(), className: z.string().nullable() });
export type StudentBrief = z.infer<typeof studentBrief>;

export const day = localDate;
export const optionalDay = localDate.nullable().default(null);
/** Time of day at the desk, `HH:MM`. */
export const optionalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .nullable()
  .default(null);
export const id = z.string().min(1).max(40);
/** Text that must say something. */
export const someText = (max: number) => z.string().trim().min(1).max(max);
/** Text that may be left out; blank counts as left out. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .default(null)
    .transform((text) => text || null);

/** Ground on which something is done without consent: a code of the law and what happened, in words. */
export const lawfulBasis = z.object({ code: lawfulBases.schema, reason: z.string().trim().min(4).max(500) });
export const optionalBasis = lawfulBasis.nullable().default(null);
export type LawfulBasisInput = z.infer<typeof lawfulBasis>;
