import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconClipboardCheck,
  IconFileText,
  IconHeartHandshake,
  IconHome,
  IconMessage,
  IconPhone,
  IconSchool,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChronologyEntry } from '../../../src-shared/contract/students.ts';
import { entryFacts, entryTitle } from '../../../src-shared/domain/chronology.ts';
import { useRead } from '../../app/api.ts';
import { daysLate, ErrorNotice, formatDate, formatInstant } from '../../components/index.ts';
import { groupOf } from './chronology-filter.ts';
import classes from './file-page.module.css';
import { useLanguage } from './use-language.ts';
import { useLevelName } from './use-levels.ts';

const ICONS = {
  session: IconMessage,
  warning: IconAlertTriangle,
  result: IconClipboardCheck,
  visit: IconHome,
  contact: IconPhone,
  plan: IconHeartHandshake,
  paper: IconFileText,
  roll: IconSchool,
} as const;

/** What happened, its codes in words, its text, who wrote it, and what it was before a correction. */
export function Entry({ studentId, entry }: { readonly studentId: string; readonly entry: ChronologyEntry }) {
  const { t } = useTranslation('students');
  const speech = { language: useLanguage(), level: useLevelName(), date: formatDate };
  const Icon = ICONS[groupOf(entry.kind)];
  const title = entryTitle(entry, speech);
  const day = entry.time === null ? formatDate(entry.on) : `${formatDate(entry.on)} ${entry.time}`;
  return (
    <>
      <span className={classes.mark}>
        <Icon size={14} aria-hidden />
      </span>
      <Group gap="xs">
        {entry.sessionId === null ? (
          <Text fw={600} size="sm">
            {title}
          </Text>
        ) : (
          <Anchor component={Link} to={`/cases/session/${entry.sessionId}`} fw={600} size="sm" c="inherit">
            {title}
          </Anchor>
        )}
        {entry.fresh && (
          <Badge size="xs" color="pine">
            {t('chronology.fresh')}
          </Badge>
        )}
        {entry.kind === 'session' && (
          <Badge size="xs" variant="default">
            {entry.facts.signedAt ? t('chronology.signed') : t('chronology.unsigned')}
          </Badge>
        )}
        {entry.restricted && (
          <Badge size="xs" variant="default">
            {t('chronology.restricted')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {[day, ...entryFacts(entry, speech)].join(' · ')}
      </Text>
      {(entry.restricted || entry.text !== null) && (
        <Text size="sm" className={classes.text} lineClamp={6} {...(entry.restricted && { c: 'dimmed' })}>
          {entry.restricted ? t('chronology.restrictedText') : entry.text}
        </Text>
      )}
      <Trace studentId={studentId} entry={entry} />
    </>
  );
}

/** Kinds of which it matters that they were written down later than they happened. */
const LATE: ReadonlySet<ChronologyEntry['kind']> = new Set(['report', 'contact', 'visit', 'session']);

function Trace({ studentId, entry }: { readonly studentId: string; readonly entry: ChronologyEntry }) {
  const { t } = useTranslation('students');
  const [open, { toggle }] = useDisclosure(false);
  const late = entry.recordedAt !== null && LATE.has(entry.kind) ? daysLate(entry.on, entry.recordedAt) : 0;
  const parts = [
    entry.recordedAt !== null && t('chronology.recorded', { at: formatInstant(entry.recordedAt), by: entry.recordedBy ?? '' }),
    late > 0 && t('components:late', { count: late }),
    entry.updatedAt !== null && t('chronology.changed', { at: formatInstant(entry.updatedAt) }),
  ].filter((part) => part !== false);
  return (
    <>
      <Group gap={6}>
        <Text size="xs" c="dimmed" className={classes.trace}>
          {parts.join(' · ')}
        </Text>
        {entry.corrections > 0 && (
          <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={toggle}>
            {t('chronology.corrections', { count: entry.corrections })}
          </Button>
        )}
      </Group>
      {open && <Corrections studentId={studentId} entry={entry} />}
    </>
  );
}

function Corrections({ studentId, entry }: { readonly studentId: string; readonly entry: ChronologyEntry }) {
  const { t } = useTranslation('students');
  const { data, error } = useRead('students.corrections', { studentId, kind: entry.kind, id: entry.id });
  return (
    <>
      <ErrorNotice error={error} />
      <ul className={classes.corrections}>
        {data?.map((change, index) => (
          <li key={`${change.at}${change.field}${String(index)}`}>
            <Text size="xs" c="dimmed">
              {t('chronology.correction', { at: formatInstant(change.at), by: change.by ?? '' })}
            </Text>
            {change.hidden ? (
              <Text size="xs" c="dimmed">
                {t('chronology.correctionHidden')}
              </Text>
            ) : (
              <>
                <Text size="xs" className={classes.text}>
                  {t('chronology.correctionFrom')}：<del>{change.from ?? t('chronology.blank')}</del>
                </Text>
                <Text size="xs" className={classes.text}>
                  {t('chronology.correctionTo')}：<ins>{change.to ?? t('chronology.blank')}</ins>
                </Text>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
