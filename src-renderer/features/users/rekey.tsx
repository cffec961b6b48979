import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, SectionCard } from '../../components/index.ts';
import type { User } from './people.tsx';
import { RekeySteps } from './rekey-steps.tsx';

/** A new data key without anybody leaving: after a stolen computer, a lost recovery page, a copied folder. */
export function Rekey(props: { readonly users: readonly User[]; readonly rekeyedAt: string | null }) {
  const { t } = useTranslation('users');
  const [open, setOpen] = useState(false);
  return (
    <SectionCard title={t('rekey.title')}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" maw={760}>
          {t('rekey.what')} {props.rekeyedAt !== null && t('rekey.last', { date: formatDate(props.rekeyedAt) })}
        </Text>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('rekey.start')}
        </Button>
      </Group>
      {open && (
        <Modal
          opened
          onClose={() => setOpen(false)}
          title={t('rekey.title')}
          size="lg"
          withCloseButton={false}
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <RekeySteps users={props.users} closing={null} onDone={() => setOpen(false)} />
        </Modal>
      )}
    </SectionCard>
  );
}
