import { Anchor, Button, Group, List, PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { onEvent, useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatDate, useErrorWords } from '../../components/index.ts';
import { Recovery } from '../vault/index.ts';
import type { User } from './people.tsx';
import { Slips } from './slips.tsx';

type Step = 'explain' | 'people' | 'recovery' | 'end';

/** The new data key step by step: what will happen → running → slips for the others → new recovery code → what is left to do. */
export function RekeySteps(props: {
  readonly users: readonly User[];
  readonly closing: User | null;
  readonly onDone: () => void;
}) {
  const { schoolName, userName } = useSession();
  const rekey = useWrite('users.rekey', { invalidates: ['users.list', 'keychain.state', 'vault.session'] });
  const [step, setStep] = useState<Step>('explain');
  const { data } = rekey;
  if (step === 'explain' || !data) {
    return (
      <Explain
        {...props}
        isRunning={rekey.isPending}
        error={rekey.error}
        onStart={(passphrase) =>
          rekey.mutate(
            { passphrase, closeUserId: props.closing?.id ?? null },
            { onSuccess: ({ people }) => setStep(people.length > 0 ? 'people' : 'recovery') },
          )
        }
      />
    );
  }
  if (step === 'people') return <Slips slips={data.people} onDone={() => setStep('recovery')} />;
  if (step === 'recovery') {
    return (
      <Recovery
        code={data.recoveryCode}
        why="new"
        schoolName={schoolName}
        userName={userName}
        onConfirmed={() => setStep('end')}
        frame={(title, lead, body) => (
          <Stack gap="md">
            <Text fw={600}>{title}</Text>
            <Text size="sm">{lead}</Text>
            {body}
          </Stack>
        )}
      />
    );
  }
  return <End done={data} onDone={props.onDone} />;
}

function Explain(props: {
  readonly users: readonly User[];
  readonly closing: User | null;
  readonly isRunning: boolean;
  readonly error: { readonly code: string; readonly fields: Readonly<Record<string, string>> } | null;
  readonly onStart: (passphrase: string) => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const { userId } = useSession();
  const [passphrase, setPassphrase] = useState('');
  const others = props.users.filter((user) => user.closedAt === null && user.id !== userId && user.id !== props.closing?.id);
  const { error } = props;
  const fieldError = error?.fields.passphrase;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase !== '' && !props.isRunning) props.onStart(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {props.closing && <Text size="sm">{t('rekey.closing', { name: props.closing.name })}</Text>}
        <Text size="sm">{t('rekey.lead')}</Text>
        <List size="sm" spacing={4}>
          <List.Item>
            {others.length === 0
              ? t('rekey.alone')
              : t('rekey.others', { names: others.map(({ name }) => name).join(t('key.comma')) })}
          </List.Item>
          <List.Item>{t('rekey.codes')}</List.Item>
          <List.Item>{t('rekey.safe')}</List.Item>
        </List>
        {!props.isRunning && <OldBackups />}
        <PasswordInput
          label={t('own.current')}
          required
          data-autofocus
          autoComplete="current-password"
          disabled={props.isRunning}
          value={passphrase}
          error={fieldError ? words(fieldError) : null}
          visibilityToggleButtonProps={{ 'aria-label': t('own.showCurrent') }}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {props.isRunning && <Running />}
        <ErrorNotice error={fieldError ? null : error} />
        <Group justify="flex-end">
          <Button variant="default" disabled={props.isRunning} onClick={props.onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={props.isRunning}>
            {t('rekey.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Running() {
  const { t } = useTranslation('users');
  const [state, setState] = useState({ done: 0, total: 1 });
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'progress' && event.task === 'rekey') setState({ done: event.done, total: event.total });
      }),
    [],
  );
  return (
    <div role="status">
      <Progress value={(state.done / state.total) * 100} aria-label={t('rekey.running')} />
      <Text size="xs" mt={4}>
        {t('rekey.running')}
      </Text>
    </div>
  );
}

/** Which backups still open with the keys of before; a rekey cannot reach them. */
function OldBackups() {
  const { t } = useTranslation('users');
  const files = useRead('backup.list', {}).data?.files ?? [];
  const days = [...new Set(files.map(({ madeAt }) => formatDate(madeAt)))];
  return (
    <Text size="sm">
      {days.length === 0 ? t('rekey.noBackups') : t('rekey.backups', { count: files.length, days: days.join(t('key.comma')) })}{' '}
      <Anchor component={Link} to="/settings?part=backup" size="sm" underline="always">
        {t('rekey.toBackups')}
      </Anchor>
    </Text>
  );
}

function End(props: { readonly done: Output<'users.rekey'>; readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {t('rekey.done')}
      </Text>
      <List size="sm" spacing={4}>
        {props.done.sharesEnded && <List.Item>{t('rekey.newShares')}</List.Item>}
        <List.Item>{t('rekey.newBackup')}</List.Item>
      </List>
      <OldBackups />
      <Group justify="flex-end">
        <Button onClick={props.onDone}>{t('rekey.close')}</Button>
      </Group>
    </Stack>
  );
}
