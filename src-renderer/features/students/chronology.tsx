import { Anchor, Badge, Button, Chip, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconClipboardCheck,
  IconFileText,
  IconHeartHandshake,
  IconHome,
  IconMessage,
  IconPhone,
  IconSearch,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChronologyEntry, ChronologyKind } from '../../../src-shared/contract/students.ts';
import { useRead } from '../../app/api.ts';
import { EmptyState, ErrorNotice, Loading } from '../../components/index.ts';
import { entryFacts, entryTitle } from './chronology-words.ts';
import classes from './file-page.module.css';
import { useLanguage } from './use-language.ts';
import { useLevelName } from './use-levels.ts';

const GROUPS = {
  session: ['session', 'caseOpened', 'caseClosed'],
  warning: ['report', 'level', 'review'],
  result: ['result'],
  visit: ['visit'],
  contact: ['contact'],
  plan: ['plan', 'planReview'],
  paper: ['consent', 'disclosure'],
} as const satisfies Record<string, readonly ChronologyKind[]>;
type GroupName = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as GroupName[];
const ICONS = {
  session: IconMessage,
  warning: IconAlertTriangle,
  result: IconClipboardCheck,
  visit: IconHome,
  contact: IconPhone,
  plan: IconHeartHandshake,
  paper: IconFileText,
} as const;
const PAGE = 50;

const groupOf = (kind: ChronologyKind): GroupName =>
  NAMES.find((name) => (GROUPS[name] as readonly ChronologyKind[]).includes(kind)) ?? 'paper';

/** Everything about one student, newest first, with filters by kind and a search in the text that may be read. */
export function Chronology({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('students');
  const [group, setGroup] = useState<GroupName | null>(null);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 200);
  const [limit, setLimit] = useState(PAGE);
  const read = useRead(
    'students.chronology',
    { studentId, limit, ...(group && { kinds: [...GROUPS[group]] }), ...(words !== '' && { words }) },
    { keepPrevious: true },
  );
  const filtered = group !== null || words !== '';
  const entries = read.data?.entries ?? [];
  return (
    <section aria-label={t('chronology.label')}>
      <Group justify="space-between" my="md" wrap="nowrap">
        <Chip.Group
          value={group ?? ''}
          onChange={(value) => {
            setGroup(NAMES.find((name) => name === value) ?? null);
            setLimit(PAGE);
          }}
        >
          <Group gap={6} role="group" aria-label={t('chronology.groupLabel')}>
            <Chip value="" size="xs" radius="sm">
              {t('chronology.all')}
            </Chip>
            {NAMES.map((name) => (
              <Chip key={name} value={name} size="xs" radius="sm">
                {t(`chronology.group.${name}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <TextInput
          w={180}
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('chronology.find')}
          placeholder={t('chronology.find')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Loading />}
      {read.data && entries.length === 0 && (
        <EmptyState
          title={filtered ? t('chronology.noMatch') : t('chronology.empty')}
          text={filtered ? t('chronology.noMatchText') : t('chronology.emptyText')}
        />
      )}
      <ol className={classes.list}>
        {entries.map((entry) => (
          <Entry key={`${entry.kind}${entry.id}`} entry={entry} />
        ))}
      </ol>
      {read.data?.cursor != null && (
        <Button variant="default" size="xs" loading={read.isFetching} onClick={() => setLimit(Math.min(500, limit + PAGE))}>
          {t('chronology.more')}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: ChronologyEntry }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const level = useLevelName();
  const Icon = ICONS[groupOf(entry.kind)];
  const speech = { t, language, level };
  const title = entryTitle(entry, speech);
  return (
    <li className={classes.entry}>
      <span className={classes.mark}>
        <Icon size={14} aria-hidden />
      </span>
      <Group gap="xs">
        {entry.kind === 'session' ? (
          <Anchor component={Link} to={`/cases/session/${entry.id}`} fw={600} size="sm" c="inherit">
            {title}
          </Anchor>
        ) : (
          <Text fw={600} size="sm">
            {title}
          </Text>
        )}
        {entry.kind === 'session' && (
          <Badge size="xs" variant="default">
            {entry.facts.signed === true ? t('chronology.signed') : t('chronology.unsigned')}
          </Badge>
        )}
        {entry.facts.urgent === true && (
          <Badge size="xs" color="red" variant="light">
            {t('chronology.urgent')}
          </Badge>
        )}
        {entry.restricted && (
          <Badge size="xs" variant="default">
            {t('chronology.restricted')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {entryFacts(entry, speech)}
      </Text>
      {(entry.restricted || entry.text !== null) && (
        <Text size="sm" className={classes.text} lineClamp={6} {...(entry.restricted && { c: 'dimmed' })}>
          {entry.restricted ? t('chronology.restrictedText') : entry.text}
        </Text>
      )}
    </li>
  );
}
