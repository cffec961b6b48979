import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, SectionCard, Stat } from '../../components/index.ts';

/** How the data lies on the disk, as the open connection says, and who has looked at what. */
export function Security() {
  const { role } = useSession();
  return (
    <Stack gap="md">
      <Encryption />
      {role !== 'clerk' && <RecordLink />}
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

function RecordLink() {
  const { t } = useTranslation('settings');
  return (
    <SectionCard title={t('security.record')}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('security.recordHint')}
        </Text>
        <Button variant="default" component={Link} to="/audit">
          {t('security.recordOpen')}
        </Button>
      </Group>
    </SectionCard>
  );
}
