import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import { type LeftBehind, leftBehindKinds, sexes } from '../../../src-shared/domain/codes/person.ts';
import { DateField } from '../../components/index.ts';
import { useLanguage } from './use-language.ts';

export interface CardValues {
  readonly name: string;
  readonly sex: '0' | '1' | '2' | '9';
  readonly birthDate: string | null;
  readonly ethnicity: string | null;
  readonly studentNo: string;
  readonly address: string;
  readonly leftBehind: LeftBehind | null;
  readonly className: string;
}

/** The part of the card that a person types; numbers of identity come by roster. */
export function CardFields<V extends CardValues>({ form }: { readonly form: UseFormReturnType<V> }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const options = (table: { readonly entries: readonly { readonly code: string; readonly zh: string; readonly en: string }[] }) =>
    table.entries.map((entry) => ({ value: entry.code, label: entry[language] }));
  return (
    <SimpleGrid cols={2}>
      <TextInput label={t('card.name')} required data-autofocus {...form.getInputProps('name')} />
      <Select label={t('card.sex')} required allowDeselect={false} data={options(sexes)} {...form.getInputProps('sex')} />
      <DateField label={t('card.birthDate')} {...form.getInputProps('birthDate')} />
      <Select label={t('card.ethnicity')} searchable clearable data={options(ethnicities)} {...form.getInputProps('ethnicity')} />
      <TextInput label={t('card.studentNo')} {...form.getInputProps('studentNo')} />
      <Select label={t('card.leftBehind')} clearable data={options(leftBehindKinds)} {...form.getInputProps('leftBehind')} />
      <TextInput label={t('card.address')} {...form.getInputProps('address')} />
    </SimpleGrid>
  );
}
