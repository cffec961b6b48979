import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, Loading, SectionCard } from '../../components/index.ts';
import { ShareCheck } from '../vault/index.ts';
import { EmergencyKey } from './emergency-key.tsx';
import { OwnKeys } from './own-keys.tsx';
import { People } from './people.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { Rekey } from './rekey.tsx';

/** Who can open the vault, and by what. A counselor manages; everybody changes the own passphrase and checks a part of the emergency key. */
export function UsersAndKeys() {
  const { t } = useTranslation('users');
  const { role } = useSession();
  const state = useRead('users.list', {});
  if (state.isError) return <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <Loading />;
  const manages = role === 'counselor';
  return (
    <Stack gap="md">
      <OwnKeys />
      {manages && <People users={state.data.users} />}
      {manages && <RecoveryCode recovery={state.data.recovery} />}
      {manages && <EmergencyKey sets={state.data.shares} />}
      {!manages && state.data.shares.length > 0 && (
        <SectionCard title={t('vault:check.title')}>
          <ShareCheck />
        </SectionCard>
      )}
      {manages && <Rekey users={state.data.users} rekeyedAt={state.data.rekeyedAt} />}
    </Stack>
  );
}
