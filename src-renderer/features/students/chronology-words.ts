import type { TFunction } from 'i18next';
import type { ChronologyEntry } from '../../../src-shared/contract/students.ts';
import { consentKinds } from '../../../src-shared/domain/codes/care.ts';
import { levelBases, reporterRoles } from '../../../src-shared/domain/codes/network.ts';
import { contactModes, sessionModes, visitModes } from '../../../src-shared/domain/codes/support.ts';
import type { Language } from '../../../src-shared/domain/words.ts';
import { formatDate } from '../../components/index.ts';

interface Speech {
  readonly t: TFunction<'students'>;
  readonly language: Language;
  readonly level: (severity: number) => string;
}

/** Title of an entry in words. */
export function entryTitle({ kind, facts }: ChronologyEntry, { t, language, level }: Speech): string {
  const code = (key: string): string => String(facts[key] ?? '');
  switch (kind) {
    case 'session':
      return t('chronology.title.session', { number: code('number') });
    case 'report':
      return t('chronology.title.report', { role: reporterRoles.label(code('role'), language) });
    case 'level':
      return t('chronology.title.level', { from: level(Number(facts.from)), to: level(Number(facts.to)) });
    case 'result':
      return t('chronology.title.result', { scale: code('scale').toUpperCase() });
    case 'visit':
      return t('chronology.title.visit', { mode: visitModes.label(code('mode'), language) });
    case 'contact':
      return t('chronology.title.contact', { mode: contactModes.label(code('mode'), language) });
    case 'plan':
    case 'planReview':
      return t(`chronology.title.${kind}`, { version: code('version') });
    case 'caseOpened':
    case 'caseClosed':
      return t(`chronology.title.${kind}`, { caseNo: code('caseNo') });
    case 'consent':
      return t('chronology.title.consent', { kind: consentKinds.label(code('consent'), language) });
    case 'disclosure':
      return t('chronology.title.disclosure', { copy: code('copy') });
    case 'review':
      return t('chronology.title.review');
  }
}

/** The dimmed line below the title: day, time and what the codes tell. */
export function entryFacts({ kind, on, time, facts }: ChronologyEntry, { t, language }: Speech): string {
  const parts: string[] = [time === null ? formatDate(on) : `${formatDate(on)} ${time}`];
  const add = (text: string | null | false | undefined): void => {
    if (text) parts.push(text);
  };
  if (kind === 'session') {
    add(t('chronology.minutes', { count: Number(facts.minutes) }));
    add(sessionModes.label(String(facts.mode), language));
  }
  if (kind === 'level') {
    add(levelBases.label(String(facts.basis), language));
    add(facts.nextReviewOn !== null && t('chronology.reviewOn', { date: formatDate(String(facts.nextReviewOn)) }));
  }
  if (kind === 'result') {
    add(t(`chronology.validity.${String(facts.validity)}` as never));
    add(facts.total !== null && t('chronology.total', { total: facts.total }));
    add(facts.positive === true && t('chronology.positive'));
  }
  if (kind === 'review') add(t(`chronology.outcome.${String(facts.outcome)}` as never));
  if (kind === 'planReview') add(t(`chronology.planOutcome.${String(facts.outcome)}` as never));
  if (kind === 'plan') add(t('file.planReview', { date: formatDate(String(facts.reviewOn)) }));
  if (kind === 'contact') add(facts.reached === false && t('chronology.notReached'));
  if (kind === 'consent') {
    add(t(`chronology.giver.${String(facts.giver)}` as never));
    add(facts.withdrawnOn !== null && t('chronology.withdrawn'));
  }
  if (kind === 'disclosure') add(t('chronology.to', { recipient: facts.recipient }));
  return parts.join(' · ');
}
