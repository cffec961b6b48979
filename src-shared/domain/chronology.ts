import { consentForms, consentKinds, lawfulBases, withdrawalWays } from './codes/consent.ts';
import { fileOwners } from './codes/files.ts';
import { levelBases, reporterRoles } from './codes/network.ts';
import { enrolmentStatuses } from './codes/person.ts';
import { rollMoves } from './codes/roll.ts';
import { closureReasons, contactMatters, contactModes, contactOutcomes, sessionModes, visitModes } from './codes/support.ts';
import type { Language } from './words.ts';

/** Everything that stands in a file in order of time. */
export const chronologyKinds = [
  'session',
  'addendum',
  'report',
  'level',
  'result',
  'review',
  'visit',
  'contact',
  'plan',
  'planReview',
  'goalProgress',
  'planEnded',
  'caseOpened',
  'caseClosed',
  'caseReopened',
  'consent',
  'consentWithdrawn',
  'enrolment',
  'roll',
  'disclosure',
  'attachment',
] as const;
export type ChronologyKind = (typeof chronologyKinds)[number];
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

interface Entry {
  readonly kind: ChronologyKind;
  readonly facts: Facts;
}

export interface Speech {
  readonly language: Language;
  /** Word of a severity in the school's scheme. */
  readonly level: (severity: number) => string;
  readonly date: (day: string) => string;
}

const WORDS = {
  zh: {
    session: '个别辅导 第{number}次',
    addendum: '补充记录',
    level: '等级 {from} → {to}',
    result: '{scale} 测评',
    review: '测评后访谈',
    visit: '{mode}家访',
    contact: '与监护人联系 · {mode}',
    plan: '帮扶方案 第{version}版',
    planReview: '方案评估 · 第{version}版',
    goalProgress: '目标进展 {rating}／4',
    planEnded: '帮扶方案结束 · 第{version}版',
    report: '情况报告（{role}）',
    caseOpened: '开案 {caseNo}',
    caseClosed: '结案 {caseNo}',
    caseReopened: '重新开案 {caseNo}',
    consent: '知情同意 · {kind}',
    consentWithdrawn: '撤回同意 · {kind}',
    enrolment: '就读 {className}',
    roll: '学籍变动 · {move}',
    disclosure: '打印或外传 · 第{copy}份',
    attachment: '添加附件',
    minutes: '{n}分钟',
    reviewOn: '复评 {date}',
    planReviewOn: '{date} 评估',
    total: '总分 {n}',
    positive: '达到筛查线',
    withdrawn: '已撤回',
    voided: '误登，已作废',
    until: '至 {date}',
    handled: '{date} 已处理',
    waiting: '还没有处理',
    basis: '未取得同意，依据：{basis}',
    removed: '已删除',
    to: '给 {recipient}',
    urgent: '紧急',
    validity: { valid: '有效', doubtful: '存疑', void: '作废' },
    outcome: { level_set: '已定等级', no_level: '不定等级', retest: '复测', unreachable: '未能访谈' },
    planOutcome: { achieved: '达成', progress: '有进展', unchanged: '没有变化', worse: '变差' },
    giver: { student: '学生', guardian: '监护人', both: '学生和监护人' },
  },
  en: {
    session: 'Session no. {number}',
    addendum: 'Addendum',
    level: 'Level {from} → {to}',
    result: '{scale} assessment',
    review: 'Interview after screening',
    visit: 'Home visit · {mode}',
    contact: 'Contact with guardian · {mode}',
    plan: 'Support plan, version {version}',
    planReview: 'Plan review · version {version}',
    goalProgress: 'Goal progress {rating}/4',
    planEnded: 'Support plan ended · version {version}',
    report: 'Concern report ({role})',
    caseOpened: 'Case {caseNo} opened',
    caseClosed: 'Case {caseNo} closed',
    caseReopened: 'Case {caseNo} reopened',
    consent: 'Consent · {kind}',
    consentWithdrawn: 'Consent withdrawn · {kind}',
    enrolment: 'Enrolled in {className}',
    roll: 'School roll · {move}',
    disclosure: 'Printed or passed on · copy {copy}',
    attachment: 'File added',
    minutes: '{n} min',
    reviewOn: 'review {date}',
    planReviewOn: 'review on {date}',
    total: 'total {n}',
    positive: 'reached the screening line',
    withdrawn: 'withdrawn',
    voided: 'entered by mistake',
    until: 'until {date}',
    handled: 'acted on {date}',
    waiting: 'not acted on yet',
    basis: 'without consent: {basis}',
    removed: 'removed',
    to: 'to {recipient}',
    urgent: 'urgent',
    validity: { valid: 'valid', doubtful: 'doubtful', void: 'void' },
    outcome: { level_set: 'level set', no_level: 'no level', retest: 'retest', unreachable: 'not interviewed' },
    planOutcome: { achieved: 'achieved', progress: 'progress', unchanged: 'unchanged', worse: 'worse' },
    giver: { student: 'student', guardian: 'guardian', both: 'student and guardian' },
  },
} as const;

const put = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** A code of a newer version is shown as it is. */
const word = (table: Readonly<Record<string, string>>, code: string): string => table[code] ?? code;

/** Title of an entry in words: one for screen, print and sheet. */
export function entryTitle({ kind, facts }: Entry, { language, level }: Speech): string {
  const text = (key: string): string => String(facts[key] ?? '');
  const pattern = WORDS[language][kind];
  const labels: Readonly<Partial<Record<ChronologyKind, Readonly<Record<string, string>>>>> = {
    report: { role: reporterRoles.label(text('role'), language) },
    level: { from: level(Number(facts.from)), to: level(Number(facts.to)) },
    result: { scale: text('scale').toUpperCase() },
    visit: { mode: visitModes.label(text('mode'), language) },
    contact: { mode: contactModes.label(text('mode'), language) },
    consent: { kind: consentKinds.label(text('consent'), language) },
    consentWithdrawn: { kind: consentKinds.label(text('consent'), language) },
    roll: { move: rollMoves.label(text('move'), language) },
  };
  const plain = Object.fromEntries(Object.keys(facts).map((key) => [key, text(key)]));
  return put(pattern, { ...plain, ...labels[kind] });
}

/** Entries that may stand on a ground instead of a consent; of a level change `basis` means something else. */
const GROUNDED: ReadonlySet<ChronologyKind> = new Set(['caseOpened', 'session', 'disclosure', 'roll']);

/** What else the codes tell, in short parts. */
export function entryFacts({ kind, facts }: Entry, { language, date }: Speech): string[] {
  const words = WORDS[language];
  const text = (key: string): string => String(facts[key] ?? '');
  const is = (key: string): boolean => facts[key] === 1 || facts[key] === true;
  const parts: (string | false)[] = [];
  switch (kind) {
    case 'session':
      parts.push(put(words.minutes, { n: text('minutes') }), sessionModes.label(text('mode'), language));
      break;
    case 'report':
      parts.push(is('urgent') && words.urgent);
      break;
    case 'level':
      parts.push(levelBases.label(text('basis'), language));
      parts.push(text('nextReviewOn') !== '' && put(words.reviewOn, { date: date(text('nextReviewOn')) }));
      break;
    case 'result':
      parts.push(word(words.validity, text('validity')));
      parts.push(text('total') !== '' && put(words.total, { n: text('total') }));
      parts.push(is('positive') && words.positive);
      break;
    case 'review':
      parts.push(word(words.outcome, text('outcome')));
      break;
    case 'planReview':
      parts.push(word(words.planOutcome, text('outcome')));
      break;
    case 'plan':
      parts.push(put(words.planReviewOn, { date: date(text('reviewOn')) }));
      break;
    case 'goalProgress':
      parts.push(text('goal'));
      break;
    case 'contact':
      parts.push(contactMatters.label(text('matter'), language), contactOutcomes.label(text('outcome'), language));
      parts.push(text('with') || text('to'));
      break;
    case 'caseClosed':
      parts.push(closureReasons.label(text('reason'), language));
      break;
    case 'consent':
      parts.push(word(words.giver, text('giver')));
      parts.push(text('form') !== '' && consentForms.label(text('form'), language));
      parts.push(text('until') !== '' && put(words.until, { date: date(text('until')) }));
      parts.push(text('voidedAt') !== '' ? words.voided : text('withdrawnOn') !== '' && words.withdrawn);
      break;
    case 'consentWithdrawn':
      parts.push(word(words.giver, text('by')));
      parts.push(text('via') !== '' && withdrawalWays.label(text('via'), language));
      parts.push(text('handledOn') === '' ? words.waiting : put(words.handled, { date: date(text('handledOn')) }));
      break;
    case 'enrolment':
    case 'roll':
      parts.push(enrolmentStatuses.label(text('status'), language), kind === 'roll' && text('className'), text('school'));
      break;
    case 'attachment':
      parts.push(text('owner') !== 'student' && fileOwners.label(text('owner'), language));
      parts.push(text('removedAt') !== '' && words.removed);
      break;
    case 'disclosure':
      parts.push(put(words.to, { recipient: text('recipient') }));
      break;
  }
  if (text('basis') !== '' && GROUNDED.has(kind))
    parts.push(put(words.basis, { basis: lawfulBases.label(text('basis'), language) }));
  return parts.filter((part) => part !== false && part !== '') as string[];
}
