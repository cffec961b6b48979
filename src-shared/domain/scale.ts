import { z } from 'zod';

const words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const itemNumber = z.number().int().min(1);
const answerRange = z.object({ min: z.number().int(), max: z.number().int() });

const subscale = z.object({
  id: z.string().regex(/^[a-zA-Z]+$/),
  name: words,
  items: z.array(itemNumber).min(1),
  rule: z.enum(['sum', 'mean']).default('sum'),
  max: z.number(),
  /** Smallest score that counts as high; `highOver`, where the rule says "more than". */
  highFrom: z.number().optional(),
  highOver: z.number().optional(),
  /** Largest score that counts as low, where the scale names one. */
  lowTo: z.number().optional(),
  /** False for a part that stays out of the total (SDQ: prosocial behaviour). */
  inTotal: z.boolean().default(true),
});

/**
 * A scale as data: one JSON file under scales/. Item texts only where the licence allows them; an import-only scale carries item numbers,
 * so that delivered answers can be checked, and no wording.
 */
export const scaleDefinition = z
  .object({
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
    /** What stands before the items, with the time they ask about. */
    instruction: words.optional(),
    items: z.array(words).optional(),
    answers: answerRange.extend({
      labels: z.array(words).optional(),
      /** Other ranges in which results are delivered; the importer must ask which one a sheet uses. */
      alternatives: z.array(answerRange).default([]),
    }),
    reversed: z.array(itemNumber).default([]),
    subscales: z.array(subscale).default([]),
    /** How the total is made: all items, or the sub-scales added, or the mean of all items; `none` where the scale has no total. */
    total: z.object({ rule: z.enum(['items', 'subscales', 'meanOfItems', 'none']), max: z.number() }),
    /** Ascending; a score belongs to the last band that begins at or below it. */
    bands: z.array(z.object({ from: z.number(), name: words })).default([]),
    validity: z.object({ items: z.array(itemNumber), doubtfulFrom: z.number(), max: z.number() }).optional(),
    /** Items whose answer from `from` up asks for an immediate interview whatever the total. */
    crisis: z.array(z.object({ item: itemNumber, from: z.number() })).default([]),
    /** When a result goes to 待访谈. A score never sets a level. */
    positive: z.object({
      totalFrom: z.number().optional(),
      anySubscaleHigh: z.boolean().default(false),
      /** At least `count` items answered `answerFrom` or more. */
      items: z.object({ answerFrom: z.number(), count: z.number().int() }).optional(),
    }),
    /**
     * Missing answers. Without `prorateFrom` one missing answer leaves its sub-scale and the total without a score. With it, a sub-scale
     * with at least that many answers is raised to its full length (sum of the given × length ÷ given, rounded). More than `maxMissing`
     * missing answers make the sheet void.
     */
    maxMissing: z.number().int().min(0).default(0),
    prorateFrom: z.number().int().min(1).optional(),
    ages: z.tuple([z.number(), z.number()]).optional(),
  })
  .superRefine((scale, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    const numbers = [
      ...scale.reversed,
      ...scale.subscales.flatMap((part) => part.items),
      ...(scale.validity?.items ?? []),
      ...scale.crisis.map((entry) => entry.item),
    ];
    if (numbers.some((n) => n > scale.itemCount)) refuse('item beyond the scale');
    if (scale.importOnly ? scale.items !== undefined : scale.items?.length !== scale.itemCount) refuse('item texts');
    const inParts = scale.subscales.flatMap((part) => part.items);
    if (new Set(inParts).size !== inParts.length) refuse('item in two sub-scales');
    const { min, max, labels } = scale.answers;
    if (labels && labels.length !== max - min + 1) refuse('answer labels');
    for (const part of scale.subscales) {
      if (part.max !== (part.rule === 'mean' ? max : part.items.length * max)) refuse(`maximum of ${part.id}`);
    }
    if (scale.bands.some((band, i) => i > 0 && band.from <= (scale.bands[i - 1]?.from ?? 0))) refuse('order of bands');
  });
export type ScaleDefinition = z.infer<typeof scaleDefinition>;
export type Subscale = ScaleDefinition['subscales'][number];
