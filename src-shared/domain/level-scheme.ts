import { z } from 'zod';
import type { Words } from './words.ts';

/** Severity of the warning network: 0 一般 · 1 关注 · 2 预警 · 3 危机. The number is stored; names and colours come from the scheme. */
export const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type Severity = z.infer<typeof severity>;

/** From this severity on a student counts as 重点关注. */
export const FOCUS_FROM: Severity = 2;

export interface Level {
  readonly severity: Severity;
  readonly name: Words;
  /** What the preset adds to the name: a colour word or a number. */
  readonly mark: Words;
  readonly colour: 'grey' | 'yellow' | 'orange' | 'red';
  readonly shape: 'dot' | 'circle' | 'diamond' | 'triangle';
  readonly criteria: Words;
  /** Hours until somebody must have responded; null where none is set. */
  readonly responseHours: number | null;
  /** Days within which somebody sees the student again. */
  readonly followUpDays: number | null;
  /** Days until the level is looked at again. */
  readonly reviewDays: number | null;
}

const base = [
  {
    severity: 0,
    name: { zh: '一般', en: 'General' },
    colour: 'grey',
    shape: 'dot',
    criteria: { zh: '未见需要特别关注的情况', en: 'Nothing that needs special attention' },
    responseHours: null,
    followUpDays: null,
    reviewDays: null,
  },
  {
    severity: 1,
    name: { zh: '关注', en: 'Attention' },
    colour: 'yellow',
    shape: 'circle',
    criteria: { zh: '持续的情绪、人际或学业困扰，经访谈确认', en: 'Lasting distress, confirmed by interview' },
    responseHours: 168,
    followUpDays: 14,
    reviewDays: 42,
  },
  {
    severity: 2,
    name: { zh: '预警', en: 'Warning' },
    colour: 'orange',
    shape: 'diamond',
    criteria: { zh: '有自杀意念或反复自伤，或明显功能受损', en: 'Suicidal thoughts, repeated self-harm or clear impairment' },
    responseHours: 24,
    followUpDays: 7,
    reviewDays: 14,
  },
  {
    severity: 3,
    name: { zh: '危机', en: 'Crisis' },
    colour: 'red',
    shape: 'triangle',
    criteria: {
      zh: '有自杀或伤人的计划、行为，急性症状，或正在受侵害',
      en: 'Plan or act of suicide or violence, acute symptoms, ongoing harm',
    },
    responseHours: 1,
    followUpDays: 1,
    reviewDays: 7,
  },
] as const satisfies readonly Omit<Level, 'mark'>[];

const marks = {
  red_orange_yellow: ['—', '黄', '橙', '红'],
  one_is_gravest: ['—', '三级', '二级', '一级'],
  one_is_lightest: ['—', '一级', '二级', '三级'],
} as const;
const marksEn = {
  red_orange_yellow: ['—', 'yellow', 'orange', 'red'],
  one_is_gravest: ['—', 'grade 3', 'grade 2', 'grade 1'],
  one_is_lightest: ['—', 'grade 1', 'grade 2', 'grade 3'],
} as const;

export type LevelPresetId = keyof typeof marks;
export type LevelScheme = readonly [Level, Level, Level, Level];

/** The four levels as a preset names them; time limits are suggestions that a school may change. */
export function levelScheme(preset: LevelPresetId): LevelScheme {
  const level = (index: 0 | 1 | 2 | 3): Level => ({
    ...base[index],
    mark: { zh: marks[preset][index], en: marksEn[preset][index] },
  });
  return [level(0), level(1), level(2), level(3)];
}

/** 预警 · 橙; level 0 has no mark. */
export function levelLabel(scheme: LevelScheme, value: Severity, language: keyof Words): string {
  const level = scheme[value];
  return value === 0 ? level.name[language] : `${level.name[language]} · ${level.mark[language]}`;
}

/** One line that every printed form carries, gravest first. */
export function legend(scheme: LevelScheme, language: keyof Words): string {
  return [...scheme]
    .reverse()
    .map(
      (level) => `${levelLabel(scheme, level.severity, language)}${language === 'zh' ? '：' : ': '}${level.criteria[language]}`,
    )
    .join(language === 'zh' ? '；' : '; ');
}
