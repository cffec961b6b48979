import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconFileSearch, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRead } from '../api.ts';
import { railItems, settingsItem } from './rail-items.ts';

interface Props {
  readonly onQuick: () => void;
  readonly onHelp: () => void;
  readonly onShield: () => void;
  readonly onLock: () => void;
}

/** Ctrl+K: students by name, pinyin, initials, number, class or phone; the same words in all notes; pages and commands. */
export function Search(props: Props) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 50);
  const found = useRead('students.search', { query: asked, limit: 8 }, { enabled: asked.length > 0, keepPrevious: true });
  const students = asked.length > 0 && query.trim().length > 0 ? (found.data ?? []) : [];
  const asks = query.trim().length > 0;
  const commands = [
    { id: 'lock', label: t('spotlight.lock'), run: props.onLock },
    { id: 'shield', label: t('spotlight.shield'), run: props.onShield },
    { id: 'quick', label: t('spotlight.quick'), run: props.onQuick },
    { id: 'shortcuts', label: t('spotlight.shortcuts'), run: props.onHelp },
    { id: 'light', label: t('spotlight.light'), run: () => setColorScheme('light') },
    { id: 'dark', label: t('spotlight.dark'), run: () => setColorScheme('dark') },
  ];
  const matches = (label: string): boolean => label.toLowerCase().includes(query.trim().toLowerCase());
  const pages = [...railItems, settingsItem]
    .map(({ key, to }) => ({ id: key, label: t(`rail.${key}`), to }))
    .filter(({ label }) => matches(label));
  const shown = commands.filter(({ label }) => matches(label));

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('spotlight.placeholder') } }}
    >
      <Spotlight.Search
        placeholder={t('spotlight.placeholder')}
        aria-label={t('spotlight.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {students.length > 0 && (
          <Spotlight.ActionsGroup label={t('spotlight.students')}>
            {students.map((student) => (
              <Spotlight.Action
                key={student.id}
                label={student.name}
                description={[student.className, student.studentNo].filter(Boolean).join(' · ')}
                onClick={() => navigate(`/students/${student.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('spotlight.pages')}>
            {pages.map((page) => (
              <Spotlight.Action key={page.id} label={page.label} onClick={() => navigate(page.to)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shown.length > 0 && (
          <Spotlight.ActionsGroup label={t('spotlight.commands')}>
            {shown.map((command) => (
              <Spotlight.Action key={command.id} label={command.label} onClick={command.run} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {asks && (
          <Spotlight.ActionsGroup label={t('spotlight.notes')}>
            <Spotlight.Action
              label={t('spotlight.inNotes', { query: query.trim() })}
              leftSection={<IconFileSearch size={16} aria-hidden />}
              onClick={() => navigate(`/search?${new URLSearchParams({ q: query.trim() }).toString()}`)}
            />
          </Spotlight.ActionsGroup>
        )}
        {!asks && pages.length + shown.length === 0 && <Spotlight.Empty>{t('spotlight.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
