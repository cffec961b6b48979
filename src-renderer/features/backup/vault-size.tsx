import { Alert, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LARGE_VAULT } from '../../../src-shared/domain/vault-size.ts';
import { useRead } from '../../app/api.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { ErrorNotice, SectionCard, Stat } from '../../components/index.ts';

/** How large the vault is and what the files in it make of that; says so before backups grow slow. */
export function VaultSizeCard() {
  const { t } = useTranslation('backup');
  const { data, error } = useRead('attachments.usage', {});
  return (
    <SectionCard title={t('size.title')}>
      <ErrorNotice error={error} />
      {data && (
        <Stack gap="sm">
          <SimpleGrid cols={3}>
            <Stat
              label={t('size.vault')}
              value={formatBytes(data.vaultBytes)}
              tone={data.vaultBytes >= LARGE_VAULT ? 'late' : 'normal'}
            />
            <Stat label={t('size.files')} value={formatBytes(data.bytes)} hint={t('size.count', { count: data.files })} />
          </SimpleGrid>
          {data.vaultBytes >= LARGE_VAULT && (
            <Alert color="yellow" variant="light">
              {t('size.large', { size: formatBytes(data.vaultBytes) })}
            </Alert>
          )}
        </Stack>
      )}
    </SectionCard>
  );
}
