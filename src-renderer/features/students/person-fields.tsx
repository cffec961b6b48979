import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { disabilities, households, idDocuments } from '../../../src-shared/domain/codes/person.ts';
import { codeOptions } from '../../components/code-options.ts';
import type { CardValues } from './card-fields.tsx';
import { useLanguage } from './use-language.ts';

type YesNo = '' | 'yes' | 'no';

/** The rest of the card: numbers that stay covered until typed anew, and what the school-roll form asks. */
export interface PersonValues extends CardValues {
  readonly registrationNo: string;
  readonly idType: string | null;
  readonly idNumber: string;
  readonly phone: string;
  readonly household: string | null;
  readonly disability: string | null;
  readonly migrantChild: YesNo;
  readonly orphan: YesNo;
  readonly onlyChild: YesNo;
}

const FLAGS = ['migrantChild', 'orphan', 'onlyChild'] as const;
const asFlag = (value: YesNo): boolean | null => (value === '' ? null : value === 'yes');
export const flagOf = (value: boolean | null): YesNo => (value === null ? '' : value ? 'yes' : 'no');

/** As the vault takes it: a covered number left empty stays as it is. */
export function toPersonInput(values: PersonValues): Partial<Input<'students.update'>> {
  const { registrationNo, idNumber, phone } = values;
  const idType = idDocuments.codes.find((code) => code === values.idType);
  return {
    ...(registrationNo.trim() !== '' && { registrationNo }),
    ...(idNumber.trim() !== '' && { idNumber, idType: idType ?? '1' }),
    ...(phone.trim() !== '' && { phone }),
    household: households.codes.find((code) => code === values.household) ?? null,
    disability: disabilities.codes.find((code) => code === values.disability) ?? null,
    migrantChild: asFlag(values.migrantChild),
    orphan: asFlag(values.orphan),
    onlyChild: asFlag(values.onlyChild),
  };
}

export function PersonFields({ form }: { readonly form: UseFormReturnType<PersonValues> }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  return (
    <SimpleGrid cols={2}>
      <TextInput label={t('details.registrationKeep')} {...form.getInputProps('registrationNo')} />
      <TextInput label={t('details.phoneKeep')} {...form.getInputProps('phone')} />
      <TextInput label={t('details.idKeep')} {...form.getInputProps('idNumber')} />
      <Select label={t('details.idType')} clearable data={codeOptions(idDocuments, language)} {...form.getInputProps('idType')} />
      <Select
        label={t('card.household')}
        clearable
        data={codeOptions(households, language)}
        {...form.getInputProps('household')}
      />
      <Select
        label={t('card.disability')}
        clearable
        data={codeOptions(disabilities, language)}
        {...form.getInputProps('disability')}
      />
      {FLAGS.map((flag) => (
        <Select
          key={flag}
          label={t(`card.${flag}`)}
          data={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          clearable
          value={form.values[flag] || null}
          onChange={(value) => form.setFieldValue(flag, value === 'yes' || value === 'no' ? value : '')}
        />
      ))}
    </SimpleGrid>
  );
}
