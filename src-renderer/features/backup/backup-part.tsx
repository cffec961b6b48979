import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { ErrorNotice, formatInstant, SectionCard, Stat, useErrorWords } from '../../components/index.ts';
import { BackupList } from './backup-list.tsx';
import { SecondFolderCard } from './second-folder.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useWhen } from './use-when.ts';
import { VaultSizeCard } from './vault-size.tsx';

const AFTER = ['backup.status', 'backup.list'] as const;
const TASKS = ['backup', 'rehearsal'] as const;

/** Settings: how the backups stand, making and proving one, the second folder, what there is. */
export function BackupPart() {
  const { role } = useSession();
  return (
    <Stack gap="md">
      <State />
      {role !== 'clerk' && <SecondFolderCard after={AFTER} />}
      {role !== 'clerk' && <BackupList after={AFTER} />}
      {role !== 'clerk' && <VaultSizeCard />}
    </Stack>
  );
}

function State() {
  const { t } = useTranslation('backup');
  const when = useWhen();
  const words = useErrorWords();
  const { role } = useSession();
  const status = useRead('backup.status', {});
  const { data } = status;
  return (
    <SectionCard title={t('state.title')}>
      <ErrorNotice error={status.error} />
      {data && (
        <Stack gap="sm">
          <SimpleGrid cols={3}>
            <Stat
              label={t('state.last')}
              value={when(data.lastBackup)}
              hint={data.lastBackup ? formatInstant(data.lastBackup.at) : undefined}
              tone={data.lastBackup ? 'normal' : 'late'}
            />
            <Stat
              label={t('state.proved')}
              value={when(data.lastProved)}
              hint={data.lastProved ? formatInstant(data.lastProved.at) : undefined}
              tone={data.lastProved && !data.rehearsalFailed ? 'normal' : 'late'}
            />
            <Stat
              label={t('state.second')}
              value={data.second ? t(`secondState.${data.second.state}`) : t('state.none')}
              hint={data.second?.copiedAt ? t('state.copied', { at: formatInstant(data.second.copiedAt) }) : undefined}
              tone={data.second && data.second.state !== 'ok' ? 'late' : 'normal'}
            />
          </SimpleGrid>
          {data.backupFailed && (
            <Alert color="red" variant="light" role="alert">
              {t('state.backupFailed', { at: formatInstant(data.backupFailed.at), why: words(data.backupFailed.code) })}
            </Alert>
          )}
          {data.rehearsalFailed && (
            <Alert color="red" variant="light" role="alert">
              {t('state.rehearsalFailed', { at: formatInstant(data.rehearsalFailed.at), why: words(data.rehearsalFailed.code) })}
            </Alert>
          )}
          {data.tone === 'late' && (
            <Alert color="yellow" variant="light">
              {t('state.late')}
            </Alert>
          )}
        </Stack>
      )}
      {role !== 'clerk' && <Actions />}
    </SectionCard>
  );
}

function Actions() {
  const { t } = useTranslation('backup');
  const create = useWrite('backup.create', { invalidates: AFTER });
  const prove = useWrite('backup.rehearse', { invalidates: AFTER });
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const busy = create.isPending || prove.isPending;
  const elsewhere = async (): Promise<void> => {
    setError(null);
    try {
      const stamp = new Date().toISOString().slice(0, 10);
      const filters = [{ name: t('fileKind'), extensions: ['xdbak'] }];
      const target = await call('files.chooseSave', { suggestedName: t('suggested', { stamp }), filters });
      if (target) create.mutate({ token: target.token });
    } catch (reason) {
      setError(reason);
    }
  };
  const lockForRestore = async (): Promise<void> => {
    try {
      await create.mutateAsync({ reason: 'restore' });
      await call('shell.lock', {});
    } catch {
      // Shown by the mutation's own error.
      setAsking(false);
    }
  };
  return (
    <Stack gap="sm" mt="md">
      <Group>
        <Button loading={create.isPending} disabled={busy} onClick={() => create.mutate({})}>
          {t('action.create')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void elsewhere()}>
          {t('action.elsewhere')}
        </Button>
        <Button variant="default" loading={prove.isPending} disabled={busy} onClick={() => prove.mutate({})}>
          {t('action.prove')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => setAsking(true)}>
          {t('action.restore')}
        </Button>
        {busy && (
          <Button variant="subtle" onClick={() => void call('backup.cancel', {}).catch(() => undefined)}>
            {t('action.cancel')}
          </Button>
        )}
      </Group>
      {busy && <TaskProgress tasks={TASKS} />}
      <ErrorNotice error={create.error ?? prove.error ?? error} />
      {create.data && !busy && !create.error && (
        <Alert variant="light" role="status">
          {t('made', { ...create.data, size: formatBytes(create.data.bytes) })}
        </Alert>
      )}
      {prove.data && !busy && !prove.error && (
        <Alert variant="light" role="status">
          {t('provedDone', { name: prove.data.file })}
        </Alert>
      )}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('confirm.title')}>
        <Text size="sm">{t('confirm.text')}</Text>
        <Group mt="md">
          <Button loading={create.isPending} onClick={() => void lockForRestore()}>
            {t('confirm.go')}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('confirm.cancel')}
          </Button>
        </Group>
      </Modal>
    </Stack>
  );
}
