import type { ScaleDefinition, Subscale } from './scale.ts';

export interface ScaleScore {
  /** Null where the scale has none or an answer it needs is missing. */
  readonly total: number | null;
  readonly subscores: Readonly<Record<string, number | null>>;
  /** Index into the definition's bands, or null. */
  readonly band: number | null;
  /** `void`: too many answers are missing. `doubtful`: the validity items say so. */
  readonly validity: 'valid' | 'doubtful' | 'void';
  readonly validityScore: number | null;
  /** Items that ask for an immediate interview, whatever else is missing or doubtful. */
  readonly crisisItems: readonly number[];
  /** True as soon as the given answers suffice for it, also when others are missing. */
  readonly positive: boolean;
  /** Item numbers without a usable answer. */
  readonly missing: readonly number[];
}

type Answer = number | null;
type Scores = Readonly<Record<string, number | null>>;

const round = (value: number): number => Math.round(value * 100) / 100;
const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function bandOf(definition: ScaleDefinition, total: number | null): number | null {
  const index = total === null ? -1 : definition.bands.findLastIndex((band) => total >= band.from);
  return index < 0 ? null : index;
}

function isHigh(part: Subscale, value: number): boolean {
  return (part.highFrom !== undefined && value >= part.highFrom) || (part.highOver !== undefined && value > part.highOver);
}

/** Whether a sub-score is high or low by the scale's own marks; null where it names none or the score is unknown. */
export function subscoreMark(part: Subscale, value: number | null): 'high' | 'low' | null {
  if (value === null) return null;
  if (isHigh(part, value)) return 'high';
  return part.lowTo !== undefined && value <= part.lowTo ? 'low' : null;
}

/** Whether total and sub-scores ask for an interview. */
export function isPositive(definition: ScaleDefinition, total: number | null, subscores: Scores): boolean {
  const { totalFrom, anySubscaleHigh } = definition.positive;
  if (totalFrom !== undefined && total !== null && total >= totalFrom) return true;
  return anySubscaleHigh && definition.subscales.some((part) => subscoreMark(part, subscores[part.id] ?? null) === 'high');
}

function subscoreOf(part: Subscale, given: readonly number[], prorateFrom: number | undefined): number | null {
  const length = part.items.length;
  if (given.length < length && (prorateFrom === undefined || given.length < prorateFrom)) return null;
  if (part.rule === 'mean') return round(add(given) / given.length);
  return given.length === length ? add(given) : Math.round((add(given) * length) / given.length);
}

function totalOf(definition: ScaleDefinition, subscores: Scores, given: readonly number[]): number | null {
  const complete = given.length === definition.itemCount;
  switch (definition.total.rule) {
    case 'items':
      return complete ? add(given) : null;
    case 'meanOfItems':
      return complete ? round(add(given) / definition.itemCount) : null;
    case 'subscales':
      return sumOfParts(definition, subscores);
    default:
      return null;
  }
}

function sumOfParts(definition: ScaleDefinition, subscores: Scores): number | null {
  const parts = definition.subscales.filter((part) => part.inTotal).map((part) => subscores[part.id] ?? null);
  const known = parts.filter((value) => value !== null);
  return parts.length > 0 && known.length === parts.length ? add(known) : null;
}

/**
 * Scores item answers by a definition.
 * @param answers one per item in order, null where missing; a value outside the answer range or not whole counts as missing
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
  const given = (items: readonly number[]): number[] => items.map(value).filter((answer) => answer !== null);
  const all = raw.map((_, index) => index + 1);
  const missing = all.filter((item) => value(item) === null);
  const subscores = Object.fromEntries(
    definition.subscales.map((part) => [part.id, subscoreOf(part, given(part.items), definition.prorateFrom)]),
  );
  const total = totalOf(definition, subscores, given(all));
  const validityItems = definition.validity?.items ?? [];
  const validityGiven = given(validityItems);
  const validityScore = definition.validity && validityGiven.length === validityItems.length ? add(validityGiven) : null;
  // Given validity answers that already reach the limit are doubtful, whatever the missing ones would add.
  const doubtful = definition.validity !== undefined && add(validityGiven) >= definition.validity.doubtfulFrom;
  const isVoid = missing.length > definition.maxMissing;
  // The least that the missing answers could have added: enough to say "positive", never to say "negative".
  const floor = raw.map((answer, index) => (answer === null ? min : (value(index + 1) ?? min)));
  const least =
    missing.length === 0
      ? null
      : score(
          definition,
          floor.map((v, i) => (reversed.has(i + 1) ? max + min - v : v)),
        );
  const many = definition.positive.items;
  const enough = many !== undefined && given(all).filter((answer) => answer >= many.answerFrom).length >= many.count;
  return {
    total,
    subscores,
    band: bandOf(definition, total),
    validity: isVoid ? 'void' : doubtful ? 'doubtful' : 'valid',
    validityScore,
    crisisItems: definition.crisis.filter(({ item, from }) => (value(item) ?? min - 1) >= from).map(({ item }) => item),
    positive: enough || isPositive(definition, total, subscores) || least?.positive === true,
    missing,
  };
}

/** Answers given in another range of the scale (0–4 for 1–5), moved into the range that it is scored in. */
export function shiftAnswers(definition: ScaleDefinition, answers: readonly Answer[], givenMin: number): Answer[] {
  const by = definition.answers.min - givenMin;
  return answers.map((answer) => (answer === null ? null : answer + by));
}

/** Scores as another system delivered them. */
export interface Delivered {
  readonly total?: number;
  readonly subscores: Readonly<Record<string, number>>;
  readonly validity?: number;
}

/** Half a unit of the last place that was delivered; whole numbers must agree exactly or be a mean that ends in zeros. */
function tolerance(delivered: number): number {
  const places = (String(delivered).split('.')[1] ?? '').length;
  return places === 0 ? 0.005 : 0.5 * 10 ** -places + 1e-9;
}

/** Where delivered scores differ from those computed here: ids of sub-scales, `total` or `validity`. Rounded deliveries agree. */
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
    given !== undefined && (computed === null || Math.abs(given - computed) > tolerance(given) + 0.005)
      ? [{ what, delivered: given, computed }]
      : [],
  );
}

/** Scores delivered without answers: ids of those that cannot be right, and of sub-scales that the scale does not have. */
export function checkDelivered(definition: ScaleDefinition, delivered: Delivered): string[] {
  const { min } = definition.answers;
  const wrong = Object.entries(delivered.subscores).flatMap(([id, value]) => {
    const part = definition.subscales.find((one) => one.id === id);
    if (!part) return [id];
    const least = part.rule === 'mean' ? min : min * part.items.length;
    const fits = value >= least && value <= part.max && (part.rule === 'mean' || Number.isInteger(value));
    return fits ? [] : [id];
  });
  const { validity, total } = delivered;
  if (
    validity !== undefined &&
    definition.validity &&
    !(Number.isInteger(validity) && validity >= 0 && validity <= definition.validity.max)
  ) {
    wrong.push('validity');
  }
  if (total !== undefined) {
    const { rule, max } = definition.total;
    const least = rule === 'items' ? min * definition.itemCount : rule === 'meanOfItems' ? min : 0;
    const sum = rule === 'subscales' ? sumOfParts(definition, delivered.subscores) : null;
    const whole = rule === 'meanOfItems' || Number.isInteger(total);
    if (!whole || total < least || total > max || (sum !== null && sum !== total)) wrong.push('total');
  }
  return wrong;
}

/** The result of scores delivered without answers; crisis items and missing answers cannot be known then. */
export function scoreDelivered(definition: ScaleDefinition, delivered: Delivered): ScaleScore {
  const subscores = Object.fromEntries(definition.subscales.map((part) => [part.id, delivered.subscores[part.id] ?? null]));
  const total = delivered.total ?? (definition.total.rule === 'subscales' ? sumOfParts(definition, subscores) : null);
  const { validity } = definition;
  const doubtful = validity !== undefined && delivered.validity !== undefined && delivered.validity >= validity.doubtfulFrom;
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
