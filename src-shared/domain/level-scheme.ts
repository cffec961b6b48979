import { z } from 'zod';
import type { Language } from './words.ts';

/** Severity of the warning network: 0 一般 · 1 关注 · 2 预警 · 3 危机. Only the number is stored; all that is seen comes from the scheme. */
export const severities = [0, 1, 2, 3] as const;
export const severity = z.literal(severities);
export type Severity = (typeof severities)[number];

/** From this severity on a student counts as 重点关注. */
export const FOCUS_FROM: Severity = 2;

export const notifyRoles = ['homeroom', 'gradeLead', 'counselor', 'lead', 'principal', 'guardian', 'county'] as const;

const words = (max: number) => z.object({ zh: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) });

/**
 * One level. `mark` is what the scheme adds to the name, a colour word or a number; `number` the number alone, empty where the scheme
 * does not number. Limits: `responseHours` to the first response, `followUpDays` between contacts, `reviewDays` to the next review;
 * null means no limit. Colour never speaks alone: `colourName` and `shape` go with it, also in black and white.
 */
export const levelDefinition = z.object({
  severity,
  name: words(40),
  mark: words(40),
  number: z.object({ zh: z.string().max(20), en: z.string().max(20) }),
  colour: z.enum(['grey', 'yellow', 'orange', 'red', 'blue']),
  colourName: words(20),
  shape: z.enum(['dot', 'circle', 'diamond', 'triangle']),
  criteria: words(1000),
  responseHours: z.number().int().positive().max(8760).nullable(),
  followUpDays: z.number().int().positive().max(366).nullable(),
  reviewDays: z.number().int().positive().max(366).nullable(),
  notify: z.array(z.enum(notifyRoles)).readonly(),
});
export type Level = z.infer<typeof levelDefinition>;

/** The four levels in order of severity; no two may look or be named alike. */
export const levelSchemeSchema = z
  .tuple([levelDefinition, levelDefinition, levelDefinition, levelDefinition])
  .readonly()
  .refine((levels) => levels.every((one, i) => one.severity === i), { error: 'levelOrder' })
  .refine((levels) => (['shape', 'colour'] as const).every((key) => new Set(levels.map((one) => one[key])).size === 4), {
    error: 'levelsLookAlike',
  })
  .refine((levels) => new Set(levels.map((one) => `${one.name.zh} ${one.mark.zh}`)).size === 4, { error: 'levelsNamedAlike' });
export type LevelScheme = z.infer<typeof levelSchemeSchema>;

// Proposed wording and limits, which a school may change: no official scheme of the city or county is known.
type Base = Omit<Level, 'mark' | 'number'>;
const base: readonly [Base, Base, Base, Base] = [
  {
    severity: 0,
    name: { zh: '一般', en: 'General' },
    colour: 'grey',
    colourName: { zh: '灰', en: 'grey' },
    shape: 'dot',
    criteria: { zh: '未见需要特别关注的情况', en: 'Nothing that needs special attention' },
    responseHours: null,
    followUpDays: null,
    reviewDays: null,
    notify: [],
  },
  {
    severity: 1,
    name: { zh: '关注', en: 'Attention' },
    colour: 'yellow',
    colourName: { zh: '黄', en: 'yellow' },
    shape: 'circle',
    criteria: { zh: '持续的情绪、人际或学业困扰，经访谈确认', en: 'Lasting distress, confirmed by interview' },
    responseHours: 168,
    followUpDays: 14,
    reviewDays: 42,
    notify: ['homeroom'],
  },
  {
    severity: 2,
    name: { zh: '预警', en: 'Warning' },
    colour: 'orange',
    colourName: { zh: '橙', en: 'orange' },
    shape: 'diamond',
    criteria: { zh: '有自杀意念或反复自伤，或明显功能受损', en: 'Suicidal thoughts, repeated self-harm or clear impairment' },
    responseHours: 24,
    followUpDays: 7,
    reviewDays: 14,
    notify: ['homeroom', 'lead', 'guardian'],
  },
  {
    severity: 3,
    name: { zh: '危机', en: 'Crisis' },
    colour: 'red',
    colourName: { zh: '红', en: 'red' },
    shape: 'triangle',
    criteria: {
      zh: '有自杀或伤人的计划、行为，急性症状，或正在受侵害',
      en: 'Plan or act of suicide or violence, acute symptoms, ongoing harm',
    },
    responseHours: 1,
    followUpDays: 1,
    reviewDays: 7,
    notify: ['homeroom', 'lead', 'principal', 'guardian'],
  },
];

const HAN = ['零', '一', '二', '三'];
/** Number word of a severity in each preset; 0 for none. Numbering runs both ways in China, so neither is assumed. */
const NUMBERS = {
  red_orange_yellow: () => 0,
  one_is_gravest: (at: Severity) => (at === 0 ? 0 : 4 - at),
  one_is_lightest: (at: Severity) => at,
} as const satisfies Record<string, (at: Severity) => number>;
export type LevelPresetId = keyof typeof NUMBERS;
export const levelPresetIds = [
  'red_orange_yellow',
  'one_is_gravest',
  'one_is_lightest',
] as const satisfies readonly LevelPresetId[];

/** The four levels as a preset names them. */
export function levelScheme(preset: LevelPresetId): LevelScheme {
  const make = (at: Severity): Level => {
    const n = NUMBERS[preset](at);
    const number = n === 0 ? { zh: '', en: '' } : { zh: `${HAN[n]}级`, en: `level ${n}` };
    const none = { zh: '—', en: '—' };
    const mark = at === 0 ? none : n === 0 ? base[at].colourName : number;
    return { ...base[at], number, mark };
  };
  return [make(0), make(1), make(2), make(3)];
}

/** 预警 · 橙, or 预警 · 二级 where the scheme numbers; severity 0 has no mark. */
export function levelLabel(scheme: LevelScheme, at: Severity, language: Language = 'zh'): string {
  const one = scheme[at];
  return at === 0 ? one.name[language] : `${one.name[language]} · ${one.mark[language]}`;
}

const SIGNS = { dot: '·', circle: '○', diamond: '◇', triangle: '△' } as const;

/** Sign of a level's shape for plain text and black-and-white print. */
export function levelSign(scheme: LevelScheme, at: Severity): string {
  return SIGNS[scheme[at].shape];
}

/** One line that every printed form carries, gravest first: sign, name, mark, colour where the mark is a number, criteria. */
export function legend(scheme: LevelScheme, language: Language = 'zh'): string {
  const line = (one: Level): string => {
    const colour = one.number.zh === '' ? '' : language === 'zh' ? `（${one.colourName.zh}）` : ` (${one.colourName.en})`;
    return `${levelSign(scheme, one.severity)} ${levelLabel(scheme, one.severity, language)}${colour}${language === 'zh' ? '：' : ': '}${one.criteria[language]}`;
  };
  const lines = [...scheme].reverse().map(line);
  return language === 'zh' ? `由重到轻：${lines.join('；')}` : `From grave to light: ${lines.join('; ')}`;
}
