import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, SectionCard, useErrorWords } from '../../components/index.ts';
import { LATE_AFTER } from './late.ts';
import { useWhen } from './use-when.ts';

/** For the first screen: when a backup was last made and last proved, and what is to be done about it. */
export function BackupCard() {
  const { t } = useTranslation('backup');
  const when = useWhen();
  const words = useErrorWords();
  const { role } = useSession();
  const status = useRead('backup.status', {});
  const { data } = status;
  if (!data) return status.error ? <ErrorNotice error={status.error} /> : null;
  const failure = data.backupFailed
    ? t('card.failedBackup', { why: words(data.backupFailed.code) })
    : data.rehearsalFailed && t('card.failedProof', { why: words(data.rehearsalFailed.code) });
  const due = [
    (data.lastBackup?.days ?? LATE_AFTER.backup) >= LATE_AFTER.backup && t('card.lateBackup'),
    (data.lastProved?.days ?? LATE_AFTER.proof) >= LATE_AFTER.proof && t('card.lateProof'),
    data.second && data.second.state !== 'ok' && t('card.lateSecond', { state: t(`secondState.${data.second.state}`) }),
  ].filter((line) => typeof line === 'string');
  return (
    <SectionCard title={t('card.title')}>
      <Stack gap="xs">
        <Text size="sm">{t('card.proved', { when: when(data.lastProved) })}</Text>
        <Text size="sm" c="dimmed">
          {t('card.last', { when: when(data.lastBackup) })}
        </Text>
        {failure && (
          <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
            {failure}
          </Alert>
        )}
        {!failure &&
          due.map((line) => (
            <Alert key={line} color="yellow" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
              {line}
            </Alert>
          ))}
        {role !== 'clerk' && (
          <Anchor component={Link} to="/settings?part=backup" size="sm">
            {t('card.open')}
          </Anchor>
        )}
      </Stack>
    </SectionCard>
  );
}
