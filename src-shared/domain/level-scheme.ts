import { z } from 'zod';
import type { Language } from './words.ts';

/** 0 一般 · 1 关注 · 2 预警 · 3 危机. The only level that is stored; everything seen of it comes from the school's scheme. */
export const severities = [0, 1, 2, 3] as const;
export const severity = z.literal(severities);
export type Severity = (typeof severities)[number];

/** Students of this severity and above are 重点关注. */
export const FOCUS_FROM: Severity = 2;

export const levelShapes = ['circle', 'diamond', 'square', 'triangle'] as const;
export const levelColours = ['grey', 'yellow', 'orange', 'red', 'blue'] as const;
export const notifyRoles = ['counselor', 'headTeacher', 'gradeHead', 'lead', 'principal', 'guardian', 'county'] as const;
export type NotifyRole = (typeof notifyRoles)[number];

const words = z.object({ zh: z.string().trim().min(1).max(40), en: z.string().trim().min(1).max(60) });

/**
 * One level of a scheme. `number` is the school's number word (一级), empty where the scheme has none. Limits: `responseHours` to the
 * first response, `followUpDays` between contacts, `reviewDays` to the next review; null means no limit. Colour never speaks alone:
 * `colourName` and `shape` stand beside it, also in black and white.
 */
export const levelDefinition = z.object({
  severity,
  name: words,
  number: z.object({ zh: z.string().max(10), en: z.string().max(20) }),
  colour: z.enum(levelColours),
  colourName: words,
  shape: z.enum(levelShapes),
  criteria: z.string().max(1000),
  responseHours: z.number().int().positive().max(8760).nullable(),
  followUpDays: z.number().int().positive().max(366).nullable(),
  reviewDays: z.number().int().positive().max(366).nullable(),
  notify: z.array(z.enum(notifyRoles)),
});
export type LevelDefinition = z.infer<typeof levelDefinition>;

export const levelScheme = z
  .object({ id: z.string().min(1).max(40), name: words, levels: z.array(levelDefinition).length(4) })
  .refine((s) => s.levels.every((level, i) => level.severity === i), { error: 'levelOrder' })
  .refine((s) => (['shape', 'colour'] as const).every((key) => new Set(s.levels.map((level) => level[key])).size === 4), {
    error: 'levelsLookAlike',
  })
  .refine((s) => new Set(s.levels.map((level) => level.number.zh + level.name.zh)).size === 4, { error: 'levelsNamedAlike' });
export type LevelScheme = z.infer<typeof levelScheme>;

// Proposed wording and limits; a school changes both. No official scheme of the city or county is known.
const ordinary: LevelDefinition = {
  severity: 0,
  name: { zh: '一般', en: 'Ordinary' },
  number: { zh: '', en: '' },
  colour: 'grey',
  colourName: { zh: '灰', en: 'grey' },
  shape: 'circle',
  criteria: '目前未见需要持续关注的情况。',
  responseHours: null,
  followUpDays: null,
  reviewDays: null,
  notify: [],
};
const attention: LevelDefinition = {
  severity: 1,
  name: { zh: '关注', en: 'Attention' },
  number: { zh: '', en: '' },
  colour: 'yellow',
  colourName: { zh: '黄', en: 'yellow' },
  shape: 'diamond',
  criteria: '测评异常且经访谈确认;持续的情绪、人际或学业困扰;特殊群体且已有表现。',
  responseHours: 168,
  followUpDays: 14,
  reviewDays: 42,
  notify: ['headTeacher'],
};
const warning: LevelDefinition = {
  severity: 2,
  name: { zh: '预警', en: 'Warning' },
  number: { zh: '', en: '' },
  colour: 'orange',
  colourName: { zh: '橙', en: 'orange' },
  shape: 'square',
  criteria: '有自杀意念或反复自伤;功能明显受损;已有医疗机构诊断且不稳定;重大变故后的急性反应。',
  responseHours: 24,
  followUpDays: 7,
  reviewDays: 28,
  notify: ['headTeacher', 'lead', 'guardian'],
};
const crisis: LevelDefinition = {
  severity: 3,
  name: { zh: '危机', en: 'Crisis' },
  number: { zh: '', en: '' },
  colour: 'red',
  colourName: { zh: '红', en: 'red' },
  shape: 'triangle',
  criteria: '有自杀或伤人的计划或行为;急性精神症状;正在遭受侵害。',
  responseHours: 1,
  followUpDays: 1,
  reviewDays: 7,
  notify: ['headTeacher', 'lead', 'principal', 'guardian'],
};

function numbered(id: string, name: LevelScheme['name'], numbers: readonly string[]): LevelScheme {
  const levels = [ordinary, attention, warning, crisis].map((level, i) => ({
    ...level,
    number: {
      zh: i === 0 ? '' : (numbers[i - 1] ?? ''),
      en: i === 0 ? '' : `Level ${'一二三'.indexOf(numbers[i - 1]?.[0] ?? '') + 1}`,
    },
  }));
  return { id, name, levels };
}

/** What a school chooses from at the beginning; numbering runs both ways in China, so neither is assumed. */
export const levelSchemePresets = {
  red_orange_yellow: {
    id: 'red_orange_yellow',
    name: { zh: '红橙黄', en: 'Red, orange, yellow' },
    levels: [ordinary, attention, warning, crisis],
  },
  one_is_gravest: numbered('one_is_gravest', { zh: '一级最重', en: 'Level 1 is gravest' }, ['三级', '二级', '一级']),
  one_is_lightest: numbered('one_is_lightest', { zh: '一级最轻', en: 'Level 1 is lightest' }, ['一级', '二级', '三级']),
} as const satisfies Record<string, LevelScheme>;
export type LevelPreset = keyof typeof levelSchemePresets;

export function levelOf(scheme: LevelScheme, at: Severity): LevelDefinition {
  const found = scheme.levels[at];
  if (!found) throw new RangeError('scheme without this severity');
  return found;
}

/** Word of a level in its scheme: 红·危机, or 一级·危机(红) where the scheme numbers. */
export function levelName(scheme: LevelScheme, at: Severity, language: Language = 'zh'): string {
  const level = levelOf(scheme, at);
  const name = level.name[language];
  const colour = level.colourName[language];
  if (at === 0) return name;
  const number = level.number[language];
  return number === ''
    ? `${colour}·${name}`
    : language === 'zh'
      ? `${number}·${name}(${colour})`
      : `${number} · ${name} (${colour})`;
}

const MARKS = { circle: '○', diamond: '◇', square: '□', triangle: '△' } as const;

/** Mark of a level's shape, for plain text and black-and-white print. */
export function levelMark(scheme: LevelScheme, at: Severity): string {
  return MARKS[levelOf(scheme, at).shape];
}

/** Legend for printed forms and sheets, gravest first, naming which end is grave. */
export function levelLegend(scheme: LevelScheme, language: Language = 'zh'): string {
  const list = [...severities].reverse().map((s) => `${levelMark(scheme, s)} ${levelName(scheme, s, language)}`);
  return language === 'zh' ? `等级由重到轻:${list.join(' > ')}` : `Levels from grave to light: ${list.join(' > ')}`;
}
