import type { ScaleDefinition } from './scale.ts';

export interface ScaleScore {
  /** Null where the scale has none or too much is missing. */
  readonly total: number | null;
  readonly subscores: Readonly<Record<string, number | null>>;
  /** Index into the definition's bands, or null. */
  readonly band: number | null;
  readonly validity: 'valid' | 'doubtful' | 'void';
  readonly validityScore: number | null;
  readonly crisisItems: readonly number[];
  readonly positive: boolean;
  readonly missing: readonly number[];
}

type Answer = number | null;

function bandOf(definition: ScaleDefinition, total: number | null): number | null {
  if (total === null) return null;
  let band: number | null = null;
  for (const [index, entry] of definition.bands.entries()) if (total >= entry.from) band = index;
  return band;
}

/** Whether totals and sub-scores ask for an interview. */
export function isPositive(
  definition: ScaleDefinition,
  total: number | null,
  subscores: Readonly<Record<string, number | null>>,
): boolean {
  const { totalFrom, anySubscaleHigh } = definition.positive;
  if (totalFrom !== undefined && total !== null && total >= totalFrom) return true;
  if (!anySubscaleHigh) return false;
  return definition.subscales.some((scale) => scale.highFrom !== undefined && (subscores[scale.id] ?? -1) >= scale.highFrom);
}

/**
 * Scores item answers by a definition.
 * @param answers one per item, null where missing; values outside the answer range count as missing
 * @returns `void` validity when more answers are missing than the definition allows; missing ones count 0 otherwise
 */
export function score(definition: ScaleDefinition, answers: readonly Answer[]): ScaleScore {
  const { min, max } = definition.answers;
  const reversed = new Set(definition.reversed);
  const raw = Array.from({ length: definition.itemCount }, (_, index) => {
    const value = answers[index] ?? null;
    return value !== null && Number.isInteger(value) && value >= min && value <= max ? value : null;
  });
  const value = (item: number): number | null => {
    const answer = raw[item - 1] ?? null;
    return answer === null ? null : reversed.has(item) ? max + min - answer : answer;
  };
  const missing = raw.flatMap((answer, index) => (answer === null ? [index + 1] : []));
  const incomplete = missing.length > definition.maxMissing;
  const sum = (items: readonly number[]) => items.reduce((total, item) => total + (value(item) ?? 0), 0);
  const subscores: Record<string, number | null> = {};
  for (const scale of definition.subscales) {
    const gap = scale.items.some((item) => value(item) === null) && definition.maxMissing === 0;
    subscores[scale.id] = gap ? null : scale.rule === 'sum' ? sum(scale.items) : round(sum(scale.items) / scale.items.length);
  }
  const all = Array.from({ length: definition.itemCount }, (_, index) => index + 1);
  const total = incomplete ? null : totalOf(definition, subscores, sum(all));
  const crisisItems = definition.crisis
    .filter(({ item, from }) => (raw[item - 1] ?? Number.NEGATIVE_INFINITY) >= from)
    .map(({ item }) => item);
  const validityScore = definition.validity ? sum(definition.validity.items) : null;
  const doubtful =
    definition.validity !== undefined && validityScore !== null && validityScore >= definition.validity.doubtfulFrom;
  return {
    total,
    subscores,
    band: bandOf(definition, total),
    validity: incomplete ? 'void' : doubtful ? 'doubtful' : 'valid',
    validityScore,
    crisisItems,
    positive: isPositive(definition, total, subscores),
    missing,
  };
}

function totalOf(
  definition: ScaleDefinition,
  subscores: Readonly<Record<string, number | null>>,
  itemSum: number,
): number | null {
  switch (definition.total.rule) {
    case 'items':
      return itemSum;
    case 'meanOfItems':
      return round(itemSum / definition.itemCount);
    case 'subscales':
      return Object.values(subscores).reduce<number>((all, part) => all + (part ?? 0), 0);
    default:
      return null;
  }
}

const round = (value: number) => Math.round(value * 100) / 100;

export interface Delivered {
  readonly total?: number;
  readonly subscores: Readonly<Record<string, number>>;
  readonly validity?: number;
}

/** Where delivered scores differ from those computed here; names of sub-scales, `total` or `validity`. */
export function compareDelivered(
  scored: ScaleScore,
  delivered: Delivered,
): { readonly what: string; readonly delivered: number; readonly computed: number | null }[] {
  const pairs: [string, number | undefined, number | null][] = [
    ['total', delivered.total, scored.total],
    ['validity', delivered.validity, scored.validityScore],
    ...Object.entries(delivered.subscores).map(([id, value]): [string, number, number | null] => [
      id,
      value,
      scored.subscores[id] ?? null,
    ]),
  ];
  return pairs.flatMap(([what, given, computed]) =>
    given !== undefined && (computed === null || Math.abs(given - computed) > 0.01) ? [{ what, delivered: given, computed }] : [],
  );
}

/** Scores delivered without answers: which of them cannot be right. */
export function checkDelivered(definition: ScaleDefinition, delivered: Delivered): string[] {
  const wrong: string[] = [];
  for (const scale of definition.subscales) {
    const value = delivered.subscores[scale.id];
    if (value !== undefined && (value < 0 || value > scale.max)) wrong.push(scale.id);
  }
  if (
    delivered.validity !== undefined &&
    definition.validity &&
    (delivered.validity < 0 || delivered.validity > definition.validity.max)
  )
    wrong.push('validity');
  if (delivered.total !== undefined) {
    const parts = definition.subscales.map((scale) => delivered.subscores[scale.id]);
    const known = parts.every((part) => part !== undefined) && parts.length > 0;
    const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
    if (
      delivered.total < 0 ||
      delivered.total > definition.total.max ||
      (known && definition.total.rule === 'subscales' && sum !== delivered.total)
    )
      wrong.push('total');
  }
  return wrong;
}

/** The result of scores delivered without answers; crisis items cannot be known then. */
export function scoreDelivered(definition: ScaleDefinition, delivered: Delivered): ScaleScore {
  const subscores = Object.fromEntries(definition.subscales.map((scale) => [scale.id, delivered.subscores[scale.id] ?? null]));
  const parts = Object.values(subscores);
  const total =
    delivered.total ??
    (definition.total.rule === 'subscales' && parts.length > 0 && parts.every((part) => part !== null)
      ? parts.reduce<number>((all, part) => all + (part ?? 0), 0)
      : null);
  const doubtful =
    definition.validity !== undefined &&
    delivered.validity !== undefined &&
    delivered.validity >= definition.validity.doubtfulFrom;
  return {
    total,
    subscores,
    band: bandOf(definition, total),
    validity: doubtful ? 'doubtful' : 'valid',
    validityScore: delivered.validity ?? null,
    crisisItems: [],
    positive: isPositive(definition, total, subscores),
    missing: [],
  };
}
