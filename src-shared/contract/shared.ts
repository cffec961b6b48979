import { z } from 'zod';
import { lawfulBases } from '../domain/codes/consent.ts';
import { isLocalDate, localDate } from '../domain/dates.ts';

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
/** UTC instant of something that happened, in the years that days have too. */
export const pastInstant = z.iso
  .datetime()
  .refine((at) => isLocalDate(new Date(at).toISOString().slice(0, 10)), { error: 'date' });

/** Characters that nobody sees: controls, marks without width, fillers, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const seen = (text: string): number => text.replace(UNSEEN, '').length;

/** Text that must say something: so many characters, and not all of them unseen. */
export const someText = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .superRefine((text, { addIssue }) => {
      if (seen(text) < min) addIssue({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: text });
    });
/** Text that may be left out; blank counts as left out. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .default(null)
    .transform((text) => (text !== null && seen(text) > 0 ? text : null));

/** Ground on which something is done without consent: a code of the law and what happened, in words. */
export const lawfulBasis = z.object({ code: lawfulBases.schema, reason: someText(500, 4) });
export const optionalBasis = lawfulBasis.nullable().default(null);
export type LawfulBasisInput = z.infer<typeof lawfulBasis>;
