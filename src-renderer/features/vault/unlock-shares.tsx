import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, useWrite } from '../../app/api.ts';
import { useErrorWords } from '../../components/index.ts';
import { Panel } from './panel.tsx';

const PLACES = [0, 1] as const;

/** Two of the three pages of the emergency key, typed or scanned. */
export function UnlockShares(props: {
  readonly wait: { readonly left: number };
  readonly onRefused: (error: ApiError) => boolean;
  readonly onOpen: (opened: Output<'vault.unlock'>) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('vault');
  const words = useErrorWords();
  const unlock = useWrite('vault.unlock');
  const [shares, setShares] = useState<readonly [string, string]>(['', '']);
  const { error } = unlock;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (props.wait.left > 0 || shares.some((share) => share.trim().length < 8)) return;
    unlock.mutate({ shares: [...shares] }, { onSuccess: props.onOpen, onError: props.onRefused });
  };
  const errorAt = (place: number): string | null => {
    const code = error?.fields[`shares.${place}`];
    return code && error ? words(code, error.params) : null;
  };
  const inGeneral = error && Object.keys(error.fields).length === 0 ? words(error.code, error.params) : null;
  return (
    <Panel title={t('shares.title')} lead={t('shares.lead')} width={560}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {PLACES.map((place) => (
            <Textarea
              key={place}
              label={t(place === 0 ? 'shares.first' : 'shares.second')}
              description={t('shares.hint')}
              autoComplete="off"
              spellCheck={false}
              autosize
              minRows={2}
              autoFocus={place === 0}
              value={shares[place]}
              error={errorAt(place)}
              onChange={({ currentTarget: { value } }) => setShares(place === 0 ? [value, shares[1]] : [shares[0], value])}
            />
          ))}
          {inGeneral !== null && (
            <Text size="sm" role="alert" c="red">
              {inGeneral}
            </Text>
          )}
          {props.wait.left > 0 && (
            <Text size="sm" role="timer">
              {t('unlock.wait', { seconds: props.wait.left })}
            </Text>
          )}
          <Group>
            <Button type="submit" loading={unlock.isPending} disabled={props.wait.left > 0}>
              {t('unlock.open')}
            </Button>
            <Button variant="default" onClick={props.onBack}>
              {t('shares.back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
