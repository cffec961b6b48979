import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../app/api.ts';

/** Finds one student by name, pinyin, initials or number and hands over the id and the name. */
export function StudentPicker(props: {
  readonly label: string;
  readonly onPick: (studentId: string, name: string) => void;
  readonly autoFocus?: boolean;
  readonly size?: 'xs' | 'sm';
}) {
  const { t } = useTranslation('components');
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 120);
  const hits = useRead('students.search', { query: asked, limit: 20 }, { enabled: asked !== '', keepPrevious: true });
  return (
    <Select
      {...(props.size && { size: props.size })}
      label={props.label}
      placeholder={t('picker.hint')}
      data-autofocus={props.autoFocus || undefined}
      searchable
      value={null}
      searchValue={query}
      onSearchChange={setQuery}
      // The vault has already matched by pinyin and number, which the words on screen do not show.
      filter={({ options }) => options}
      nothingFoundMessage={asked === '' ? null : t('picker.nothing')}
      data={(hits.data ?? []).map((hit) => ({
        value: hit.id,
        label: hit.className ? `${hit.name} · ${hit.className}` : hit.name,
      }))}
      onChange={(id) => id !== null && props.onPick(id, hits.data?.find((hit) => hit.id === id)?.name ?? '')}
    />
  );
}
