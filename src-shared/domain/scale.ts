import { z } from 'zod';

const words = z.object({ zh: z.string(), en: z.string() });
const itemNumber = z.number().int().min(1);

/** A scale as data: one JSON file under scales/. Item texts only where the licence allows them. */
export const scaleDefinition = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Version of the scoring rules; results keep the one that scored them. */
  version: z.string(),
  name: words,
  credit: words,
  /** Why items are or are not shipped. */
  licence: z.string(),
  source: z.string(),
  importOnly: z.boolean(),
  itemCount: z.number().int().min(1),
  items: z.array(words).optional(),
  answers: z.object({ min: z.number().int(), max: z.number().int(), labels: z.array(words).optional() }),
  reversed: z.array(itemNumber).default([]),
  subscales: z
    .array(
      z.object({
        id: z.string(),
        name: words,
        items: z.array(itemNumber),
        rule: z.enum(['sum', 'mean']).default('sum'),
        max: z.number(),
        highFrom: z.number().optional(),
      }),
    )
    .default([]),
  /** How the total is made: all items, or the sub-scales added or averaged; `none` where the scale has no total. */
  total: z.object({ rule: z.enum(['items', 'subscales', 'meanOfItems', 'none']), max: z.number() }),
  bands: z.array(z.object({ from: z.number(), name: words })).default([]),
  validity: z.object({ items: z.array(itemNumber), doubtfulFrom: z.number(), max: z.number() }).optional(),
  /** Items whose answer from `from` up asks for an immediate interview whatever the total. */
  crisis: z.array(z.object({ item: itemNumber, from: z.number() })).default([]),
  /** When a result goes to 待访谈. A score never sets a level. */
  positive: z.object({ totalFrom: z.number().optional(), anySubscaleHigh: z.boolean().default(false) }),
  /** Most answers that may be missing for the result to be scored at all. */
  maxMissing: z.number().int().min(0).default(0),
  ages: z.tuple([z.number(), z.number()]).optional(),
});
export type ScaleDefinition = z.infer<typeof scaleDefinition>;
