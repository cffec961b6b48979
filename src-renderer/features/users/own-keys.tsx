import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, SectionCard, useErrorWords } from '../../components/index.ts';
import { PassphraseFields, usePassphraseRules } from '../vault/index.ts';

/** What everybody looks after alone: the own passphrase, and opening with this computer's account. */
export function OwnKeys() {
  const { t } = useTranslation('users');
  const { userId, userName } = useSession();
  const [open, setOpen] = useState<'passphrase' | 'account' | null>(null);
  const keychain = useRead('keychain.state', {});
  const disable = useWrite('keychain.disable', { invalidates: ['keychain.state'] });
  const { data } = keychain;
  const isOn = data?.users.some((user) => user.userId === userId) ?? false;
  return (
    <SectionCard title={t('own.title', { name: userName })}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm" fw={500}>
              {t('own.passphrase')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('own.passphraseHint')}
            </Text>
          </div>
          <Button variant="default" onClick={() => setOpen('passphrase')}>
            {t('own.change')}
          </Button>
        </Group>
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm" fw={500}>
              {t('own.account')}
            </Text>
            <Text size="xs" c="dimmed" maw={640}>
              {data && !data.available && data.reason !== null
                ? t(`own.reason.${data.reason}`)
                : t(isOn ? 'own.accountOn' : 'own.accountHint')}
            </Text>
          </div>
          {isOn ? (
            <Button variant="default" loading={disable.isPending} onClick={() => disable.mutate({})}>
              {t('own.turnOff')}
            </Button>
          ) : (
            <Button variant="default" disabled={!data?.available} onClick={() => setOpen('account')}>
              {t('own.turnOn')}
            </Button>
          )}
        </Group>
        <ErrorNotice error={keychain.error ?? disable.error} />
      </Stack>
      {open === 'passphrase' && <ChangePassphrase onDone={() => setOpen(null)} />}
      {open === 'account' && <TurnOn onDone={() => setOpen(null)} />}
    </SectionCard>
  );
}

function ChangePassphrase(props: { readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const save = useWrite('users.changeOwnPassphrase');
  const rules = usePassphraseRules();
  const form = useForm({
    initialValues: { current: '', passphrase: '', again: '' },
    validate: { current: (value) => (value === '' ? t('own.currentMissing') : null), ...rules },
  });
  const submit = form.onSubmit(({ current, passphrase }) =>
    save.mutate(
      { current, passphrase },
      {
        onSuccess: () => {
          notifications.show({ message: t('own.changed') });
          props.onDone();
        },
        onError: (error) => {
          for (const [field, code] of Object.entries(error.fields)) form.setFieldError(field, words(code));
        },
      },
    ),
  );
  const elsewhere = save.error && Object.keys(save.error.fields).length === 0 ? save.error : null;
  return (
    <Modal opened onClose={props.onDone} title={t('own.change')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <PasswordInput
            label={t('own.current')}
            required
            data-autofocus
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('own.showCurrent') }}
            {...form.getInputProps('current')}
          />
          <PassphraseFields label={t('vault:newPassphrase.passphrase')} form={form} />
          <ErrorNotice error={elsewhere} />
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

function TurnOn(props: { readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const enable = useWrite('keychain.enable', { invalidates: ['keychain.state'] });
  const [passphrase, setPassphrase] = useState('');
  return (
    <Modal opened onClose={props.onDone} title={t('own.account')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') enable.mutate({ passphrase }, { onSuccess: props.onDone });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('own.accountText')}</Text>
          <PasswordInput
            label={t('own.current')}
            required
            data-autofocus
            autoComplete="current-password"
            value={passphrase}
            error={enable.error ? words(enable.error.code, enable.error.params) : null}
            visibilityToggleButtonProps={{ 'aria-label': t('own.showCurrent') }}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={enable.isPending}>
              {t('own.turnOn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
