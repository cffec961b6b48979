import { Checkbox, Group, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { leadSections, recordSections } from '../../../src-shared/contract/documents.ts';
import { useSession } from '../../app/session.ts';
import { DateField } from '../../components/index.ts';
import type { RecordValues } from './record-page.tsx';

/** Sections × days × to whom × why. Only the card is chosen at first: least by default. */
export function RecordFields(props: { readonly form: UseFormReturnType<RecordValues> }) {
  const { t } = useTranslation('documents');
  const { role } = useSession();
  const { form } = props;
  const offered = role === 'lead' ? leadSections : recordSections;
  return (
    <Stack gap="sm">
      <Checkbox.Group label={t('sections')} {...form.getInputProps('sections')}>
        <Stack gap={6} mt={6}>
          {offered.map((section) => (
            <Checkbox key={section} size="xs" value={section} label={t(`section.${section}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Group grow>
        <DateField label={t('from')} {...form.getInputProps('from')} />
        <DateField label={t('to')} {...form.getInputProps('to')} />
      </Group>
      <TextInput label={t('recipient')} required maxLength={60} {...form.getInputProps('recipient')} />
      <TextInput label={t('purpose')} required maxLength={100} {...form.getInputProps('purpose')} />
      {role === 'counselor' && (
        <>
          <Checkbox
            size="xs"
            label={t('restricted')}
            description={t('restrictedHelp')}
            {...form.getInputProps('restricted', { type: 'checkbox' })}
          />
          {form.values.restricted && (
            <TextInput label={t('restrictedReason')} required maxLength={200} {...form.getInputProps('restrictedReason')} />
          )}
        </>
      )}
    </Stack>
  );
}
