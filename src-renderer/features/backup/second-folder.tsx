import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, SectionCard } from '../../components/index.ts';

type After = readonly ['backup.status', 'backup.list'];

/** Choosing where the second copies go. */
export function SecondFolderCard(props: { readonly after: After }) {
  const { t } = useTranslation('backup');
  const choose = useWrite('backup.chooseSecond', { invalidates: props.after });
  const drop = useWrite('backup.dropSecond', { invalidates: props.after });
  const [error, setError] = useState<unknown>(null);
  const second = useRead('backup.status', {}).data?.second ?? null;
  const ask = async (): Promise<void> => {
    setError(null);
    try {
      const folder = await call('files.chooseOpen', { purpose: 'folder' });
      if (folder) choose.mutate({ token: folder.token });
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <SectionCard title={t('secondCard.title')}>
      <Text size="sm">{t('secondCard.text')}</Text>
      {second && (
        <Text size="sm" mt="xs" fw={600}>
          {`${t('secondCard.chosen', { name: second.name })} · ${t(`secondState.${second.state}`)}`}
        </Text>
      )}
      <Group mt="sm">
        <Button variant="default" loading={choose.isPending} onClick={() => void ask()}>
          {t(second ? 'secondCard.change' : 'secondCard.choose')}
        </Button>
        {second && (
          <Button variant="subtle" loading={drop.isPending} onClick={() => drop.mutate({})}>
            {t('secondCard.drop')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={choose.error ?? drop.error ?? error} />
    </SectionCard>
  );
}
