import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { PassphraseDue } from '../../../src-shared/contract/vault.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { Panel } from './panel.tsx';
import { PassphraseFields, usePassphraseRules } from './passphrase-fields.tsx';

/** Between opening and working: whoever came in without an own passphrase chooses one now. */
export function NewPassphrase(props: {
  readonly userName: string;
  readonly why: Exclude<PassphraseDue, 'no'>;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('vault');
  const save = useWrite('users.setOwnPassphrase');
  const form = useForm({ initialValues: { passphrase: '', again: '' }, validate: usePassphraseRules() });
  const submit = form.onSubmit(({ passphrase }) => save.mutate({ passphrase }, { onSuccess: props.onDone }));
  return (
    <Panel title={t('newPassphrase.title')} lead={t(`newPassphrase.why.${props.why}`, { name: props.userName })} width={520}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <PassphraseFields label={t('newPassphrase.passphrase')} form={form} autoFocus />
          <ErrorNotice error={save.error} />
          <Button type="submit" loading={save.isPending}>
            {t('newPassphrase.save')}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
