import { Chip, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type Standing, type StudentGap, standings, studentGaps } from '../../../src-shared/contract/students.ts';
import { type CareTag, careTags } from '../../../src-shared/domain/codes/care.ts';
import { type ConsentKind, consentKinds } from '../../../src-shared/domain/codes/consent.ts';
import { useRead } from '../../app/api.ts';
import { useLanguage } from './use-language.ts';
import { useLevelName } from './use-levels.ts';

export interface Filter {
  readonly text: string;
  readonly classId: string | null;
  readonly level: string | null;
  readonly tag: CareTag | null;
  readonly standing: Standing;
  readonly gap: StudentGap | null;
  /** Which consent the list shows. */
  readonly consentKind: ConsentKind;
}
export const NO_FILTER: Filter = {
  text: '',
  classId: null,
  level: null,
  tag: null,
  standing: 'roll',
  gap: null,
  consentKind: 'counseling',
};

/** A filter as the vault takes it. */
export function askedFor(filter: Filter) {
  return {
    standing: filter.standing,
    consentKind: filter.consentKind,
    ...(filter.text.trim() !== '' && { text: filter.text.trim() }),
    ...(filter.classId !== null && { classId: filter.classId }),
    ...(filter.level !== null && { level: Number(filter.level) }),
    ...(filter.tag !== null && { tag: filter.tag }),
    ...(filter.gap !== null && { gap: filter.gap }),
  };
}

/** Filters of the list; each chip bears the number of its list. */
export function StudentFilters(props: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly levelsShown: boolean;
  readonly counts: Output<'students.listCounts'> | undefined;
}) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const levelName = useLevelName();
  const classes = useRead('students.classes', {});
  const { filter, counts } = props;
  const set = (part: Partial<Filter>): void => props.onChange({ ...filter, ...part });
  const number = new Map(counts?.tags.map((tag) => [tag.code, tag.count]));
  return (
    <>
      <Group gap="sm">
        <TextInput
          w={240}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('list.findLabel')}
          placeholder={t('list.find')}
          value={filter.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Select
          w={140}
          clearable
          searchable
          aria-label={t('list.classLabel')}
          placeholder={t('list.allClasses')}
          data={(classes.data ?? []).map((c) => ({ value: c.id, label: c.name }))}
          value={filter.classId}
          onChange={(classId) => set({ classId })}
        />
        {props.levelsShown && (
          <Select
            w={150}
            clearable
            aria-label={t('list.levelLabel')}
            placeholder={t('list.allLevels')}
            data={[3, 2, 1, 0].map((s) => ({ value: String(s), label: levelName(s) }))}
            value={filter.level}
            onChange={(level) => set({ level })}
          />
        )}
        <Select
          w={160}
          clearable
          aria-label={t('filter.tagLabel')}
          placeholder={t('filter.tag')}
          data={careTags.entries.map((e) => ({ value: e.code, label: `${e[language]} ${number.get(e.code) ?? 0}` }))}
          value={filter.tag}
          onChange={(tag) => set({ tag: careTags.codes.find((code) => code === tag) ?? null })}
        />
        {props.levelsShown && (
          <Select
            w={150}
            allowDeselect={false}
            aria-label={t('filter.consentKind')}
            data={consentKinds.entries.map((e) => ({ value: e.code, label: t('filter.consentOf', { kind: e[language] }) }))}
            value={filter.consentKind}
            onChange={(kind) => kind && set({ consentKind: kind })}
          />
        )}
        <Select
          w={130}
          allowDeselect={false}
          aria-label={t('filter.standing')}
          data={standings.map((s) => ({ value: s, label: t(`filter.standings.${s}`) }))}
          value={filter.standing}
          onChange={(value) => {
            const standing = standings.find((s) => s === value) ?? 'roll';
            // Somebody who left lacks nothing here any more.
            set({ standing, ...(standing !== 'roll' && { gap: null }) });
          }}
        />
      </Group>
      <Chip.Group value={filter.gap} onChange={(value) => set({ gap: studentGaps.find((gap) => gap === value) ?? null })}>
        <Group gap={6} my="xs" role="group" aria-label={t('filter.gapLabel')}>
          {studentGaps.map((gap) => (
            <Chip
              key={gap}
              size="xs"
              value={gap}
              disabled={filter.standing !== 'roll'}
              // A second click on a chip takes the filter away again.
              onClick={() => filter.gap === gap && set({ gap: null })}
            >
              {t(`filter.gap.${gap}`, {
                count: counts?.gaps[gap] ?? 0,
                kind: consentKinds.label(filter.consentKind, language),
              })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </>
  );
}
