import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { SectionCard } from '../../components/index.ts';
import { SealEntry } from './seal-entry.tsx';

/** On 今日: broken seals that the counselor has not taken notice of. Nothing when there are none. */
export function SealsToAcknowledge() {
  const { t } = useTranslation('seal');
  const { role } = useSession();
  const { data } = useRead('seal.list', { unseen: true }, { enabled: role === 'counselor' });
  if (!data || data.length === 0) return null;
  return (
    <SectionCard title={t('today')}>
      <Stack gap="sm">
        {data.map((row) => (
          <SealEntry key={row.sealId} row={row} />
        ))}
      </Stack>
    </SectionCard>
  );
}
