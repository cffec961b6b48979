import { Alert, Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, SectionCard, Stat } from '../../components/index.ts';
import { AuditList } from './audit-list.tsx';

/** How the data lies on the disk, as the open connection says, and who has looked at what. */
export function Security() {
  const { role } = useSession();
  return (
    <Stack gap="md">
      <Encryption />
      {role !== 'clerk' && <Chain />}
      {role !== 'clerk' && <AuditList />}
    </Stack>
  );
}

function Encryption() {
  const { t } = useTranslation('settings');
  const state = useRead('vault.session', {});
  const { data } = state;
  return (
    <SectionCard title={t('security.encryption')}>
      <ErrorNotice error={state.error} />
      {data && (
        <SimpleGrid cols={4}>
          <Stat
            label={t('security.file')}
            value={t(data.encryption.pageEncrypted ? 'security.encrypted' : 'security.plain')}
            tone={data.encryption.pageEncrypted ? 'normal' : 'late'}
          />
          <Stat label={t('security.cipher')} value={t('security.cipherFormat', { ...data.encryption })} />
          <Stat label={t('security.schema')} value={String(data.schemaVersion)} />
          <Stat
            label={t('security.recovery')}
            value={t(data.recoveryConfirmed ? 'security.confirmed' : 'security.unconfirmed')}
          />
        </SimpleGrid>
      )}
    </SectionCard>
  );
}

function Chain() {
  const { t } = useTranslation('settings');
  const check = useRead('audit.verify', {}, { enabled: false });
  const { data } = check;
  return (
    <SectionCard title={t('security.chain')}>
      <Group>
        <Button variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {t('security.verify')}
        </Button>
      </Group>
      <ErrorNotice error={check.error} />
      {data && (
        <Alert mt="sm" color={data.broken ? 'red' : 'pine'} variant="light" role="status">
          {data.broken
            ? t(`security.broken.${data.broken.what}`, { seq: data.broken.seq })
            : t('security.whole', { rows: data.rows, head: data.head.slice(0, 12) })}
        </Alert>
      )}
    </SectionCard>
  );
}
