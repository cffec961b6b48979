import { Button, Chip, Collapse, Group, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { DateField } from '../../components/index.ts';
import { type Filter, groupNames, isFiltered, NO_FILTER } from './chronology-filter.ts';

interface Props {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

/** By kind and words at once; period and writer one step further. */
export function ChronologyFilters({ filter, onChange }: Props) {
  const { t } = useTranslation('students');
  const [more, { toggle }] = useDisclosure(filter.from !== null || filter.to !== null || filter.writer !== null);
  const writers = useRead('students.writers', {}, { enabled: more }).data ?? [];
  return (
    <div>
      <Group justify="space-between" mt="md" mb="xs" gap="xs">
        <Group gap={6} role="group" aria-label={t('chronology.groupLabel')}>
          <Chip size="xs" radius="sm" checked={filter.groups.length === 0} onChange={() => onChange({ ...filter, groups: [] })}>
            {t('chronology.all')}
          </Chip>
          <Chip.Group
            multiple
            value={[...filter.groups]}
            onChange={(chosen) => onChange({ ...filter, groups: groupNames.filter((name) => chosen.includes(name)) })}
          >
            {groupNames.map((name) => (
              <Chip key={name} value={name} size="xs" radius="sm">
                {t(`chronology.group.${name}`)}
              </Chip>
            ))}
          </Chip.Group>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            w={170}
            size="xs"
            leftSection={<IconSearch size={14} aria-hidden />}
            aria-label={t('chronology.find')}
            placeholder={t('chronology.find')}
            maxLength={60}
            value={filter.words}
            onChange={(event) => onChange({ ...filter, words: event.currentTarget.value })}
          />
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={more}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            onClick={toggle}
          >
            {t('chronology.more')}
          </Button>
        </Group>
      </Group>
      <Collapse expanded={more}>
        <Group gap="sm" align="flex-end" mb="xs">
          <DateField
            size="xs"
            w={150}
            label={t('chronology.from')}
            value={filter.from}
            onChange={(from) => onChange({ ...filter, from })}
          />
          <DateField
            size="xs"
            w={150}
            label={t('chronology.to')}
            value={filter.to}
            onChange={(to) => onChange({ ...filter, to })}
          />
          <Select
            size="xs"
            w={150}
            clearable
            label={t('chronology.writer')}
            placeholder={t('chronology.anyone')}
            data={writers.map((user) => ({ value: user.userId, label: user.name }))}
            value={filter.writer}
            onChange={(writer) => onChange({ ...filter, writer })}
          />
          {isFiltered(filter) && (
            <Button size="xs" variant="default" onClick={() => onChange(NO_FILTER)}>
              {t('chronology.clear')}
            </Button>
          )}
        </Group>
      </Collapse>
    </div>
  );
}
