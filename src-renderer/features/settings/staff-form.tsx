import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { staffKinds } from '../../../src-shared/domain/codes/network.ts';
import { useWrite } from '../../app/api.ts';
import { DateField, ErrorNotice } from '../../components/index.ts';

/** Adds or changes one member of staff. */
export function StaffForm(props: { readonly member: Output<'settings.staff'>[number] | null; readonly onDone: () => void }) {
  const { t, i18n } = useTranslation('settings');
  const save = useWrite('settings.saveStaff', { invalidates: ['settings.staff'] });
  const { member } = props;
  const form = useForm({
    initialValues: {
      name: member?.name ?? '',
      kind: member?.kind ?? 'homeroom',
      partyMember: member?.partyMember ?? false,
      phone: member?.phone ?? '',
      leftOn: member?.leftOn ?? null,
    },
    validate: { name: (value) => (value.trim() === '' ? t('staff.nameMissing') : null) },
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      { ...values, phone: values.phone.trim() === '' ? null : values.phone.trim(), ...(member && { id: member.id }) },
      { onSuccess: props.onDone },
    ),
  );
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <Modal
      opened
      onClose={props.onDone}
      title={t(member ? 'staff.change' : 'staff.add')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput label={t('staff.name')} required data-autofocus {...form.getInputProps('name')} />
          <Select
            label={t('staff.kind')}
            required
            allowDeselect={false}
            data={staffKinds.entries.map(({ code }) => ({ value: code, label: staffKinds.label(code, language) }))}
            {...form.getInputProps('kind')}
          />
          <Checkbox label={t('staff.partyMember')} {...form.getInputProps('partyMember', { type: 'checkbox' })} />
          <TextInput label={t('staff.phone')} inputMode="tel" {...form.getInputProps('phone')} />
          {member && <DateField label={t('staff.leftOn')} description={t('staff.leftHint')} {...form.getInputProps('leftOn')} />}
          <ErrorNotice error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
