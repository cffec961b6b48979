import { Badge, Button, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ApiError, call, useRead } from '../../app/api.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatInstant } from '../../components/index.ts';
import { TaskProgress } from '../backup/index.ts';
import { isFailure } from './failure-codes.ts';
import { Panel } from './panel.tsx';
import type { Chosen } from './restore.tsx';
import classes from './vault.module.css';

/** Failures that another folder may cure. */
const ELSEWHERE = new Set(['headerMissing', 'databaseMissing', 'folderNotWritable', 'folderGone']);
/** Failures that a backup cures. */
const RESTORABLE = new Set(['headerDamaged', 'headerMissing', 'databaseMissing', 'vaultDamaged', 'vaultMissing']);

/** Says why the vault cannot be opened, what to do now, and where the folder is. */
export function Failure(props: {
  readonly error: ApiError;
  readonly onRetry: () => void;
  readonly onRestore: (chosen: Chosen | null) => void;
}) {
  const { t } = useTranslation('vault');
  const folder = useRead('shell.info', {}).data?.vaultFolder;
  const key = isFailure(props.error.code) ? props.error.code : 'other';
  const choose = async (): Promise<void> => {
    await call('shell.chooseVaultFolder', {}).catch(() => null);
    props.onRetry();
  };
  return (
    <Panel title={t(`failure.${key}.title`)} width={540}>
      <Stack gap="sm" role="alert">
        <Text size="sm">{t(`failure.${key}.text`, { ...props.error.params, code: props.error.code })}</Text>
        {folder !== undefined && (
          <Text size="sm" component="div">
            {t('folder')}
            <div className={classes.folder}>{folder}</div>
          </Text>
        )}
      </Stack>
      {RESTORABLE.has(props.error.code) && <FailureBackups onRestore={props.onRestore} />}
      <Group>
        <Button variant={RESTORABLE.has(props.error.code) ? 'default' : 'filled'} onClick={props.onRetry}>
          {t('failure.retry')}
        </Button>
        {ELSEWHERE.has(props.error.code) && (
          <Button variant="default" onClick={() => void choose()}>
            {t('failure.chooseFolder')}
          </Button>
        )}
      </Group>
    </Panel>
  );
}

const VERIFY = ['verify'] as const;

/** The backups beside the vault, each read whole just now, with one button for the newest good one. */
function FailureBackups(props: { readonly onRestore: (chosen: Chosen | null) => void }) {
  const { t } = useTranslation('backup');
  const list = useRead('backup.lockedList', {});
  const files = list.data?.files ?? [];
  const best = files.find(({ state, facts }) => state === 'checked' && facts !== null);
  const facts = best?.facts ?? null;
  return (
    <Stack gap="sm">
      {list.isPending && <TaskProgress tasks={VERIFY} />}
      {best && facts && (
        <Button onClick={() => props.onRestore({ from: 'file', source: { name: best.name }, facts })}>
          {t('locked.newest', { at: formatInstant(best.madeAt) })}
        </Button>
      )}
      {files.length > 0 && (
        <List size="sm" aria-label={t('locked.found')}>
          {files.map(({ name, madeAt, bytes, state }) => (
            <List.Item key={name}>
              <Group gap="xs">
                {formatInstant(madeAt)} · {formatBytes(bytes)}
                <Badge variant="outline" radius="sm" size="sm" color={state === 'checked' ? 'pine' : 'red'}>
                  {t(`fileState.${state}`)}
                </Badge>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      {list.data && files.length === 0 && <Text size="sm">{t('locked.none')}</Text>}
      <Button variant="default" onClick={() => props.onRestore(null)}>
        {t('locked.other')}
      </Button>
    </Stack>
  );
}
