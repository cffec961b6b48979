import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupFacts } from '../../../src-shared/contract/backup.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { call, useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, formatInstant } from '../../components/index.ts';
import { TaskProgress } from '../backup/index.ts';
import { Panel } from './panel.tsx';
import { RestoreChoice } from './restore-choice.tsx';
import { RestoreSecrets, type Secrets } from './restore-secrets.tsx';

/** What was chosen: a file in the vault's own folder, one from elsewhere, or data put aside. */
export type Chosen =
  | { readonly from: 'file'; readonly source: { name?: string; token?: string }; readonly facts: BackupFacts }
  | { readonly from: 'aside'; readonly aside: string; readonly at: string };

const VERIFY = ['verify'] as const;
const RESTORE = ['restore'] as const;

/** Restoring while locked, step by step: which backup → the secrets of that time → what happened. */
export function Restore(props: { readonly chosen: Chosen | null; readonly onBack: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('backup');
  const list = useRead('backup.lockedList', {});
  const restore = useWrite('backup.restore');
  const undo = useWrite('backup.undoRestore');
  const [chosen, setChosen] = useState(props.chosen);
  const [error, setError] = useState<unknown>(null);

  const done = restore.data ?? undo.data;
  if (done) return <Done done={done} onDone={props.onDone} />;

  const chooseFile = async (): Promise<void> => {
    setError(null);
    try {
      const filters = [{ name: t('fileKind'), extensions: ['xdbak'] }];
      const file = await call('files.chooseOpen', { purpose: 'backup', filters });
      if (!file) return;
      const { facts } = await call('backup.lockedInspect', { token: file.token });
      setChosen({ from: 'file', source: { token: file.token }, facts });
    } catch (reason) {
      setError(reason);
    }
  };
  const begin = (secrets: Secrets): void => {
    if (chosen?.from === 'file') restore.mutate({ ...chosen.source, ...secrets });
    else if (chosen) undo.mutate({ aside: chosen.aside, ...secrets });
  };
  const leave = (): void => {
    restore.reset();
    undo.reset();
    setChosen(null);
  };

  if (chosen) {
    return (
      <Panel title={t(chosen.from === 'file' ? 'locked.unlockTitle' : 'locked.asideTitle')} lead={t('locked.hint')} width={560}>
        <Described chosen={chosen} />
        <RestoreSecrets
          opensWith={chosen.from === 'file' ? chosen.facts.opensWith : []}
          isBusy={restore.isPending || undo.isPending}
          error={restore.error ?? undo.error}
          onSubmit={begin}
          onBack={leave}
        />
        {(restore.isPending || undo.isPending) && <TaskProgress tasks={RESTORE} />}
      </Panel>
    );
  }
  return (
    <Panel title={t('locked.title')} lead={t('locked.lead')} width={640}>
      <Stack gap="md">
        {list.isPending && <TaskProgress tasks={VERIFY} />}
        <ErrorNotice error={list.error ?? error} />
        {list.data && <RestoreChoice list={list.data} onChoose={setChosen} />}
        <Group>
          <Button variant={list.data?.files.length ? 'default' : 'filled'} onClick={() => void chooseFile()}>
            {t('locked.choose')}
          </Button>
          <Button variant="default" onClick={props.onBack}>
            {t('locked.back')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}

function Described(props: { readonly chosen: Chosen }) {
  const { t } = useTranslation('backup');
  const { chosen } = props;
  if (chosen.from === 'aside') return <Text size="sm">{t('locked.undoOne', { at: formatInstant(chosen.at) })}</Text>;
  const { facts } = chosen;
  return (
    <Stack gap={4}>
      <Text size="sm">
        {t('locked.from', {
          at: formatInstant(facts.createdAt),
          reason: t(`reason.${facts.reason}`),
          ...facts.rows,
          version: facts.appVersion,
        })}
      </Text>
      {facts.sameVault === false && (
        <Text size="sm" fw={600}>
          {t('locked.otherVault')}
        </Text>
      )}
    </Stack>
  );
}

function Done(props: { readonly done: Output<'backup.restore'> | Output<'backup.undoRestore'>; readonly onDone: () => void }) {
  const { t } = useTranslation('backup');
  const { keptAside } = props.done;
  const broken = 'auditBroken' in props.done ? props.done.auditBroken : null;
  return (
    <Panel title={t('locked.doneTitle')} width={540}>
      <Stack gap="sm" role="status">
        <Text size="sm">{t('locked.doneText')}</Text>
        <Text size="sm">{keptAside === null ? t('locked.doneNoAside') : t('locked.doneAside', { name: keptAside })}</Text>
        {broken !== null && (
          <Text size="sm" fw={600}>
            {t('locked.auditBroken', { seq: broken })}
          </Text>
        )}
      </Stack>
      <Group>
        <Button onClick={props.onDone} data-autofocus>
          {t('locked.toUnlock')}
        </Button>
      </Group>
    </Panel>
  );
}
