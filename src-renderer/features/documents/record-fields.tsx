import { Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { leadSections, recipientKinds, recordSections } from '../../../src-shared/contract/documents.ts';
import { useSession } from '../../app/session.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField } from '../../components/index.ts';
import type { RecordValues } from './record-page.tsx';

/** Sections × days × to whom × why. Only the card is chosen at first: least by default. */
export function RecordFields(props: {
  readonly form: UseFormReturnType<RecordValues>;
  readonly studentId: string;
  readonly error: unknown;
}) {
  const { t } = useTranslation('documents');
  const { role } = useSession();
  const { form } = props;
  const { consent } = useSlots();
  const fieldError = useFieldErrors(props.error);
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
      <Select
        label={t('recipientKind')}
        required
        data={recipientKinds.map((value) => ({ value, label: t(`recipientKinds.${value}`) }))}
        {...form.getInputProps('recipientKind')}
        value={form.values.recipientKind || null}
      />
      {form.values.recipientKind === 'outside' && consent && (
        <consent.Gate
          studentId={props.studentId}
          kind="sharing"
          ground={form.values.ground}
          onGround={(ground) => form.setFieldValue('ground', ground)}
          fieldError={fieldError}
        />
      )}
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
