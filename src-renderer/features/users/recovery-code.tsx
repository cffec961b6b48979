import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatDate, SectionCard } from '../../components/index.ts';
import { Recovery } from '../vault/index.ts';

/** The recovery code that is in force, and a new one on demand. */
export function RecoveryCode(props: { readonly recovery: Output<'users.list'>['recovery'] }) {
  const { t } = useTranslation('users');
  const { schoolName, userName } = useSession();
  const renew = useWrite('vault.renewRecovery', { invalidates: ['users.list'] });
  const { recovery } = props;
  const done = (): void => renew.reset();
  return (
    <SectionCard title={t('recovery.title')}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {recovery
            ? t(recovery.confirmed ? 'recovery.state' : 'recovery.unconfirmed', {
                date: formatDate(recovery.createdAt),
                name: recovery.userName,
              })
            : t('recovery.none')}
        </Text>
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate({})}>
          {t('recovery.renew')}
        </Button>
      </Group>
      <ErrorNotice error={renew.error} />
      {renew.data && (
        <Modal opened onClose={done} title={t('recovery.title')} size="lg" closeOnClickOutside={false}>
          <Recovery
            code={renew.data.recoveryCode}
            why="renewed"
            schoolName={schoolName}
            userName={userName}
            onConfirmed={done}
            frame={(_title, lead, body) => (
              <Stack gap="md">
                <Text size="sm">{lead}</Text>
                {body}
              </Stack>
            )}
          />
        </Modal>
      )}
    </SectionCard>
  );
}
