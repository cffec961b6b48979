import { Button, Group, PasswordInput, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupFacts } from '../../../src-shared/contract/backup.ts';
import type { ApiError } from '../../app/api.ts';
import { useErrorWords } from '../../components/index.ts';

export interface Secrets {
  userName?: string;
  passphrase?: string;
  recoveryCode?: string;
  shares?: string[];
}
const WAYS = ['passphrase', 'recovery', 'shares'] as const;
type Way = (typeof WAYS)[number];

/** Asks for what opened the vault when the backup was made. */
export function RestoreSecrets(props: {
  /** Empty when it is not known: then every way is offered. */
  readonly opensWith: BackupFacts['opensWith'];
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly onSubmit: (secrets: Secrets) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('backup');
  const words = useErrorWords();
  const { opensWith } = props;
  const ways = WAYS.filter((way) => opensWith.length === 0 || opensWith.some(({ kind }) => kind === way));
  const users = [...new Set(opensWith.filter(({ kind }) => kind === 'passphrase').map(({ name }) => name))];
  const [way, setWay] = useState<Way>(ways[0] ?? 'passphrase');
  const [userName, setUserName] = useState<string | null>(users[0] ?? null);
  const [secret, setSecret] = useState('');
  const [second, setSecond] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret === '' || (way === 'shares' && second === '')) return;
    if (way === 'shares') props.onSubmit({ shares: [secret, second] });
    else if (way === 'recovery') props.onSubmit({ recoveryCode: secret });
    else props.onSubmit({ passphrase: secret, ...(userName !== null && { userName }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {ways.length > 1 && (
          <SegmentedControl
            aria-label={t('locked.byLabel')}
            value={way}
            onChange={(value) => {
              setWay(value as Way);
              setSecret('');
            }}
            data={ways.map((value) => ({ value, label: t(`locked.by.${value}`) }))}
          />
        )}
        {way === 'passphrase' && users.length > 1 && (
          <Select label={t('locked.user')} data={users} value={userName} allowDeselect={false} onChange={setUserName} />
        )}
        {way === 'passphrase' && (
          <PasswordInput
            label={t('locked.passphrase')}
            autoComplete="current-password"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('locked.showPassphrase') }}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        {way === 'recovery' && (
          <TextInput
            label={t('locked.code')}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        {way === 'shares' && (
          <>
            <Text size="sm">{t('locked.shares')}</Text>
            <Textarea
              label={t('locked.first')}
              autosize
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            <Textarea
              label={t('locked.second')}
              autosize
              value={second}
              onChange={(event) => setSecond(event.currentTarget.value)}
            />
          </>
        )}
        {props.error && (
          <Text size="sm" c="red" role="alert">
            {words(props.error.code, props.error.params)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={props.isBusy}>
            {t('locked.restore')}
          </Button>
          <Button variant="default" disabled={props.isBusy} onClick={props.onBack}>
            {t('locked.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
