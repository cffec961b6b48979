import { Button, Divider, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatDate } from '../../components/index.ts';
import { RoleChoice } from './add-person.tsx';
import type { User } from './people.tsx';
import { RekeySteps } from './rekey-steps.tsx';
import { Slips } from './slips.tsx';

interface Props {
  readonly user: User;
  readonly users: readonly User[];
  readonly onDone: () => void;
}

type Step =
  | { readonly at: 'edit' }
  | { readonly at: 'slip'; readonly passphrase: string }
  | { readonly at: 'close' }
  | { readonly at: 'rekey' };

/** What a counselor can do about one person. The own account: the name alone, so that a counselor always remains. */
export function PersonDialog(props: Props) {
  const { t } = useTranslation('users');
  const [step, setStep] = useState<Step>({ at: 'edit' });
  const { user, onDone } = props;
  return (
    <Modal
      opened
      onClose={onDone}
      title={user.name}
      size="lg"
      closeOnClickOutside={step.at === 'edit'}
      withCloseButton={step.at !== 'rekey'}
      closeOnEscape={step.at !== 'rekey'}
    >
      {step.at === 'slip' && <Slips slips={[{ userName: user.name, oneTimePassphrase: step.passphrase }]} onDone={onDone} />}
      {step.at === 'close' && (
        <Close user={user} onDone={onDone} onRekey={() => setStep({ at: 'rekey' })} onBack={() => setStep({ at: 'edit' })} />
      )}
      {step.at === 'rekey' && <RekeySteps users={props.users} closing={user} onDone={onDone} />}
      {step.at === 'edit' &&
        (user.closedAt === null ? (
          <Edit {...props} onStep={setStep} />
        ) : (
          <Text size="sm">{t('person.isClosed', { date: formatDate(user.closedAt) })}</Text>
        ))}
    </Modal>
  );
}

function Edit(props: Props & { readonly onStep: (step: Step) => void }) {
  const { t } = useTranslation('users');
  const { userId } = useSession();
  const { user, onStep, onDone } = props;
  const isSelf = user.id === userId;
  const invalidates = ['users.list'] as const;
  const rename = useWrite('users.rename', { invalidates });
  const setRole = useWrite('users.setRole', { invalidates });
  const reset = useWrite('users.resetPassphrase', { invalidates });
  const [name, setName] = useState(user.name);
  const [role, setNewRole] = useState(user.role);
  const changed = name.trim() !== user.name || role !== user.role;
  const save = async (): Promise<void> => {
    if (name.trim() !== user.name) await rename.mutateAsync({ userId: user.id, name });
    if (role !== user.role) await setRole.mutateAsync({ userId: user.id, role });
    onDone();
  };
  const nameError =
    name.trim() === '' ? t('people.nameMissing') : rename.error?.code === 'nameTaken' ? t('errors.nameTaken') : null;
  return (
    <Stack gap="md">
      <TextInput
        label={t('people.name')}
        value={name}
        error={nameError}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RoleChoice value={role} onChange={setNewRole} disabled={isSelf} />
      <Text size="xs" c="dimmed">
        {t(isSelf ? 'person.selfHint' : 'person.roleHint')}
      </Text>
      <ErrorNotice error={setRole.error ?? reset.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button
          disabled={!changed || name.trim() === ''}
          loading={rename.isPending || setRole.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('save')}
        </Button>
      </Group>
      {!isSelf && (
        <>
          <Divider />
          <Group>
            <Button
              variant="default"
              loading={reset.isPending}
              onClick={() =>
                reset.mutate(
                  { userId: user.id },
                  { onSuccess: ({ oneTimePassphrase }) => onStep({ at: 'slip', passphrase: oneTimePassphrase }) },
                )
              }
            >
              {t('person.reset')}
            </Button>
            <Button variant="default" color="red" onClick={() => onStep({ at: 'close' })}>
              {t('person.close')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('person.resetHint')}
          </Text>
        </>
      )}
    </Stack>
  );
}

function Close(props: {
  readonly user: User;
  readonly onDone: () => void;
  readonly onRekey: () => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('users');
  const close = useWrite('users.close', { invalidates: ['users.list'] });
  const [how, setHow] = useState<'plain' | 'rekey'>('plain');
  const { user } = props;
  return (
    <Stack gap="md">
      <Text size="sm">{t('close.lead', { name: user.name })}</Text>
      <Radio.Group label={t('close.how')} value={how} onChange={(value) => setHow(value === 'rekey' ? 'rekey' : 'plain')}>
        <Stack gap="sm" mt={8}>
          <Radio value="plain" label={t('close.plain')} description={t('close.plainText')} />
          <Radio value="rekey" label={t('close.rekey')} description={t('close.rekeyText')} />
        </Stack>
      </Radio.Group>
      <ErrorNotice error={close.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onBack}>
          {t('back')}
        </Button>
        {how === 'plain' ? (
          <Button
            color="red"
            loading={close.isPending}
            onClick={() => close.mutate({ userId: user.id }, { onSuccess: props.onDone })}
          >
            {t('close.now')}
          </Button>
        ) : (
          <Button onClick={props.onRekey}>{t('close.next')}</Button>
        )}
      </Group>
    </Stack>
  );
}
