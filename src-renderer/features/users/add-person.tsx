import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../../src-shared/contract/channel.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { Slips } from './slips.tsx';

/** A new person: name and role; the app makes the first passphrase, which is handed over on paper. */
export function AddPerson(props: { readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const add = useWrite('users.add', { invalidates: ['users.list'] });
  const form = useForm({
    initialValues: { name: '', role: 'lead' as Role },
    validate: { name: (value) => (value.trim() === '' ? t('people.nameMissing') : null) },
  });
  const submit = form.onSubmit((values) =>
    add.mutate(values, {
      onError: (error) => {
        if (error.code === 'nameTaken') form.setFieldError('name', t('errors.nameTaken'));
      },
    }),
  );
  return (
    <Modal opened onClose={props.onDone} title={t('people.add')} size="lg" closeOnClickOutside={false}>
      {add.data ? (
        <Slips
          slips={[{ userName: form.values.name.trim(), oneTimePassphrase: add.data.oneTimePassphrase }]}
          onDone={props.onDone}
        />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <TextInput
              label={t('people.name')}
              description={t('people.nameHint')}
              required
              data-autofocus
              {...form.getInputProps('name')}
            />
            <RoleChoice value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
            <ErrorNotice error={add.error?.code === 'nameTaken' ? null : add.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={props.onDone}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={add.isPending}>
                {t('people.addNow')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

/** The three roles with what each may see. */
export function RoleChoice(props: {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly disabled?: boolean;
}) {
  const { t } = useTranslation('users');
  return (
    <Radio.Group
      label={t('people.role')}
      value={props.value}
      onChange={(value) => props.onChange(ROLES.find((role) => role === value) ?? props.value)}
    >
      <Stack gap={8} mt={8}>
        {ROLES.map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`settings:role.${role}`)}
            description={t(`people.may.${role}`)}
            disabled={props.disabled ?? false}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
