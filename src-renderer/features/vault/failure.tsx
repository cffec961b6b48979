import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ApiError, call, useRead } from '../../app/api.ts';
import { isFailure } from './failure-codes.ts';
import { Panel } from './panel.tsx';
import classes from './vault.module.css';

/** Failures that another folder may cure. */
const ELSEWHERE = new Set(['headerMissing', 'databaseMissing', 'folderNotWritable']);

/** Says why the vault cannot be opened, what to do now, and where the folder is. */
export function Failure(props: { readonly error: ApiError; readonly onRetry: () => void }) {
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
      <Group>
        <Button onClick={props.onRetry}>{t('failure.retry')}</Button>
        {ELSEWHERE.has(props.error.code) && (
          <Button variant="default" onClick={() => void choose()}>
            {t('failure.chooseFolder')}
          </Button>
        )}
      </Group>
    </Panel>
  );
}
