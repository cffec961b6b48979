import { Anchor, Button, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, call, useRead, useWrite } from '../../app/api.ts';
import { useErrorWords } from '../../components/index.ts';
import { Panel } from './panel.tsx';
import { ShareCheck } from './share-check.tsx';
import { UnlockShares } from './unlock-shares.tsx';
import { useCountdown } from './use-countdown.ts';
import classes from './vault.module.css';

interface Props {
  readonly status: Output<'vault.status'>;
  readonly onFailure: (error: ApiError) => boolean;
  readonly onOpen: (opened: Output<'vault.unlock'>) => void;
  readonly onRestore: () => void;
}

/** The lock screen: passphrase or this computer's account, and what is on paper when those fail. It names no school and no student. */
export function Unlock(props: Props) {
  const { t } = useTranslation('vault');
  const { t: backupWords } = useTranslation('backup');
  const words = useErrorWords();
  const unlock = useWrite('vault.unlock');
  const byAccount = useWrite('keychain.unlock');
  const accounts = useRead('keychain.state', {}).data?.users ?? [];
  const hasShares = props.status.users.some(({ kind }) => kind === 'shares');
  const users = [...new Set(props.status.users.filter(({ kind }) => kind === 'passphrase').map(({ name }) => name))];
  const [userName, setUserName] = useState<string | null>(users[0] ?? null);
  const [byCode, setByCode] = useState(false);
  const [page, setPage] = useState<'secret' | 'shares' | 'check'>('secret');
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const wait = useCountdown(props.status.waitSeconds);

  const refused = (failure: ApiError): boolean => {
    if (props.onFailure(failure)) return true;
    setError(failure.code === 'tooManyAttempts' ? null : words(failure.code, failure.params));
    if (failure.code === 'tooManyAttempts') wait.start(Number(failure.params.seconds ?? 1));
    // A failure may start a wait for the next attempt.
    else
      call('vault.status', {}).then(
        (status) => wait.start(status.waitSeconds),
        () => undefined,
      );
    return false;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret === '' || wait.left > 0) return;
    setError(null);
    const input = byCode ? { recoveryCode: secret } : { passphrase: secret, ...(userName !== null && { userName }) };
    unlock.mutate(input, { onSuccess: props.onOpen, onError: refused });
  };
  const swap = (): void => {
    setByCode(!byCode);
    setSecret('');
    setError(null);
  };

  const back = (): void => setPage('secret');
  if (page === 'shares') return <UnlockShares wait={wait} onRefused={refused} onOpen={props.onOpen} onBack={back} />;
  if (page === 'check') {
    return (
      <Panel title={t('check.title')} lead={t('check.lead')} width={560}>
        <ShareCheck onBack={back} />
      </Panel>
    );
  }

  const field = {
    value: secret,
    error,
    onChange: (event: { currentTarget: { value: string } }) => setSecret(event.currentTarget.value),
  };
  return (
    <Panel title={t('unlock.title')} lead={t('unlock.lead')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {users.length > 1 && !byCode && (
            <Select label={t('unlock.user')} data={users} value={userName} allowDeselect={false} onChange={setUserName} />
          )}
          {byCode ? (
            <TextInput
              key="code"
              label={t('unlock.code')}
              description={t('unlock.codeHint')}
              autoComplete="off"
              autoFocus
              {...field}
            />
          ) : (
            <PasswordInput
              key="passphrase"
              label={t('unlock.passphrase')}
              autoComplete="current-password"
              autoFocus
              visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
              {...field}
            />
          )}
          {wait.left > 0 && (
            <Text size="sm" role="timer">
              {t('unlock.wait', { seconds: wait.left })}
            </Text>
          )}
          <Button type="submit" loading={unlock.isPending} disabled={wait.left > 0}>
            {t('unlock.open')}
          </Button>
          {!byCode &&
            accounts.map((account) => (
              <Button
                key={account.userId}
                variant="default"
                loading={byAccount.isPending}
                onClick={() => byAccount.mutate({ userId: account.userId }, { onSuccess: props.onOpen, onError: refused })}
              >
                {accounts.length > 1 ? t('unlock.accountOf', { name: account.userName }) : t('unlock.account')}
              </Button>
            ))}
          <Stack gap={6} align="center">
            <Anchor component="button" type="button" size="sm" onClick={swap}>
              {t(byCode ? 'unlock.usePassphrase' : 'unlock.useCode')}
            </Anchor>
            {hasShares && (
              <>
                <Anchor component="button" type="button" size="sm" onClick={() => setPage('shares')}>
                  {t('unlock.useShares')}
                </Anchor>
                <Anchor component="button" type="button" size="sm" onClick={() => setPage('check')}>
                  {t('check.title')}
                </Anchor>
              </>
            )}
            <Anchor component="button" type="button" size="sm" onClick={props.onRestore}>
              {backupWords('locked.link')}
            </Anchor>
          </Stack>
          <Text size="xs" c="dimmed" component="div">
            {t('folder')}
            <div className={classes.folder}>{props.status.folder}</div>
          </Text>
        </Stack>
      </form>
    </Panel>
  );
}
