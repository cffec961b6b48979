import { Group, Select, Stack, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { levelBases } from '../../../src-shared/domain/codes/network.ts';
import { addDays } from '../../../src-shared/domain/dates.ts';
import { useRead } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { DateField, todayLocal } from '../../components/index.ts';

export interface LevelValues {
  readonly level: number | null;
  readonly basis: Input<'warnings.setLevel'>['basis'] | null;
  readonly reason: string;
  readonly nextReviewOn: string | null;
}

export const noLevel: LevelValues = { level: null, basis: 'interview', reason: '', nextReviewOn: null };

/** Level, basis, reason and next review; the next review follows the scheme until it is typed. */
export function LevelFields(props: {
  readonly values: LevelValues;
  readonly onChange: (next: Partial<LevelValues>) => void;
  readonly fieldError: (field: string) => ReactNode;
}) {
  const { t, i18n } = useTranslation('warnings');
  const scheme = useRead('warnings.scheme', {});
  const { values, onChange, fieldError } = props;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const levels = scheme.data?.levels ?? [];
  return (
    <Stack>
      <Group grow align="flex-start">
        <Select
          label={t('level.level')}
          required
          allowDeselect={false}
          data={levels.map((one) => ({
            value: String(one.severity),
            label: one.severity === 0 ? one.name[language] : `${one.name[language]} · ${one.mark[language]}`,
          }))}
          value={values.level === null ? null : String(values.level)}
          onChange={(value) => {
            const level = Number(value);
            const days = levels.find((one) => one.severity === level)?.reviewDays ?? null;
            onChange({ level, nextReviewOn: days === null ? null : addDays(todayLocal(), days) });
          }}
          error={fieldError('level') ?? fieldError('toLevel')}
        />
        <Select
          label={t('level.basis')}
          description={t('level.basisHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          allowDeselect={false}
          data={codeOptions(levelBases, i18n.language)}
          value={values.basis}
          onChange={(basis) => onChange({ basis })}
          error={fieldError('basis')}
        />
        <DateField
          label={t('level.nextReviewOn')}
          value={values.nextReviewOn}
          onChange={(nextReviewOn) => onChange({ nextReviewOn })}
          error={fieldError('nextReviewOn')}
        />
      </Group>
      <Textarea
        label={t('level.reason')}
        description={t('level.reasonHint')}
        required
        autosize
        minRows={2}
        value={values.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
        error={fieldError('reason')}
      />
    </Stack>
  );
}
