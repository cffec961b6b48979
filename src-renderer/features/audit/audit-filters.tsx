import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActions } from '../../../src-shared/contract/audit.ts';
import type { Input } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { DateField } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

type Action = (typeof auditActions)[number];
export interface Chosen {
  readonly from: string | null;
  readonly to: string | null;
  readonly userId: string | null;
  readonly action: Action | null;
  readonly student: { readonly id: string; readonly name: string } | null;
  readonly words: string;
}
export const NOTHING_CHOSEN: Chosen = { from: null, to: null, userId: null, action: null, student: null, words: '' };

type Filter = Omit<Input<'audit.list'>, 'before' | 'limit'>;

/** What the vault is asked: words are looked up among the names of what people do, which the vault does not know. */
export function filterOf(chosen: Chosen, channelsWith: (typed: string) => string[]): Filter {
  const typed = chosen.words.trim();
  return {
    ...(chosen.from && { from: chosen.from }),
    ...(chosen.to && { to: chosen.to }),
    ...(chosen.userId && { userId: chosen.userId }),
    ...(chosen.action && { action: chosen.action }),
    ...(chosen.student && { studentId: chosen.student.id }),
    ...(typed !== '' && { channels: channelsWith(typed) }),
  };
}

export function AuditFilters(props: { readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }) {
  const { t } = useTranslation('audit');
  const people = useRead('audit.people', {});
  const { chosen } = props;
  const set = (change: Partial<Chosen>) => props.onChange({ ...chosen, ...change });
  const [typed, setTyped] = useState(chosen.words);
  const look = useDebouncedCallback((words: string) => set({ words }), 250);
  return (
    <Group align="flex-end" gap="xs" my="md" role="search" aria-label={t('filter.label')}>
      <DateField w={150} size="xs" label={t('filter.from')} value={chosen.from} onChange={(from) => set({ from })} />
      <DateField w={150} size="xs" label={t('filter.to')} value={chosen.to} onChange={(to) => set({ to })} />
      <Select
        w={150}
        size="xs"
        label={t('filter.who')}
        placeholder={t('filter.anybody')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.anybody') }}
        value={chosen.userId}
        data={(people.data ?? []).map((person) => ({ value: person.userId, label: person.name }))}
        onChange={(userId) => set({ userId })}
      />
      <Select
        w={150}
        size="xs"
        label={t('filter.action')}
        placeholder={t('filter.anything')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.anything') }}
        value={chosen.action}
        data={auditActions.map((value) => ({ value, label: t(`action.${value}`) }))}
        onChange={(value) => set({ action: auditActions.find((one) => one === value) ?? null })}
      />
      <TextInput
        w={170}
        size="xs"
        label={t('filter.words')}
        placeholder={t('filter.wordsHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
      />
      {chosen.student ? (
        <Button
          size="xs"
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t('filter.drop', { name: chosen.student.name })}
          onClick={() => set({ student: null })}
        >
          {chosen.student.name}
        </Button>
      ) : (
        <StudentPicker size="xs" label={t('filter.student')} onPick={(id, name) => set({ student: { id, name } })} />
      )}
    </Group>
  );
}
