import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice, formatDate, SectionCard } from '../../components/index.ts';
import { ShareCheck } from '../vault/index.ts';
import { ConfirmSet, MakeSet } from './make-set.tsx';

type Set = Output<'users.list'>['shares'][number];

/** The emergency key in three parts: which set is in force, a new one, a check of one part, the end of all. */
export function EmergencyKey(props: { readonly sets: readonly Set[] }) {
  const { t } = useTranslation('users');
  const [open, setOpen] = useState<'make' | 'confirm' | 'check' | 'revoke' | null>(null);
  const close = (): void => setOpen(null);
  const { sets } = props;
  const waiting = sets.find(({ confirmed }) => !confirmed);
  return (
    <SectionCard title={t('key.title')}>
      <Stack gap="sm">
        <Text size="sm" maw={760}>
          {t('key.lead')}
        </Text>
        {sets.length === 0 && <Text size="sm">{t('key.none')}</Text>}
        {sets.map((set) => (
          <Text key={set.setId} size="sm" fw={500}>
            {t(set.confirmed ? 'key.set' : 'key.setWaiting', { set: set.setId, date: formatDate(set.createdAt) })}{' '}
            <Text span size="sm" fw={400}>
              {set.holders
                .map(({ holder, name }) => `${t(`vault:holder.${holder}`)}${name ? t('vault:check.named', { name }) : ''}`)
                .join(t('key.comma'))}
            </Text>
          </Text>
        ))}
        <Group>
          {waiting && <Button onClick={() => setOpen('confirm')}>{t('key.confirm')}</Button>}
          <Button variant={waiting ? 'default' : 'filled'} onClick={() => setOpen('make')}>
            {t(sets.length === 0 ? 'key.make' : 'key.makeNew')}
          </Button>
          {sets.length > 0 && (
            <>
              <Button variant="default" onClick={() => setOpen('check')}>
                {t('vault:check.title')}
              </Button>
              <Button variant="default" onClick={() => setOpen('revoke')}>
                {t('key.revoke')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
      {open === 'make' && <MakeSet replaces={sets.some(({ confirmed }) => confirmed)} onDone={close} />}
      {open === 'confirm' && (
        <Modal opened onClose={close} title={t('key.confirm')}>
          <ConfirmSet onDone={close} />
        </Modal>
      )}
      {open === 'check' && (
        <Modal opened onClose={close} title={t('vault:check.title')}>
          <ShareCheck />
        </Modal>
      )}
      {open === 'revoke' && <Revoke onDone={close} />}
    </SectionCard>
  );
}

function Revoke(props: { readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const revoke = useWrite('shares.revoke', { invalidates: ['users.list'] });
  return (
    <Modal opened onClose={props.onDone} title={t('key.revoke')}>
      <Stack gap="md">
        <Text size="sm">{t('key.revokeText')}</Text>
        <ErrorNotice error={revoke.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onDone}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate({}, { onSuccess: props.onDone })}>
            {t('key.revokeNow')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
