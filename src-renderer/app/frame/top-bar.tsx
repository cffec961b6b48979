import { ActionIcon, Badge, Button, Group, Kbd, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconEyeOff, IconLock, IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../components/index.ts';
import { useRead } from '../api.ts';
import { useLastDraft } from '../drafts.ts';
import classes from './frame.module.css';

interface Props {
  readonly onQuick: () => void;
  readonly onShield: () => void;
  readonly onLock: () => void;
}

/** Search, quick note, cover, lock; the draft mark and the mark of the preview host. */
export function TopBar(props: Props) {
  const { t } = useTranslation('app');
  const info = useRead('shell.info', {}).data;
  const draft = useLastDraft();
  return (
    <header className={classes.bar}>
      <Text fw={700} className={classes.brand}>
        {t('name')}
      </Text>
      <UnstyledButton className={classes.search} onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span className={classes.searchWords}>{t('bar.search')}</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <Group gap="xs" ml="auto" wrap="nowrap">
        <Text size="xs" c="dimmed" role="status">
          {draft ? t('bar.draft', { time: formatTime(draft) }) : ''}
        </Text>
        {info?.host === 'preview' && (
          <Tooltip label={t('bar.previewHint')}>
            <Badge variant="outline" color="gray" className={classes.preview}>
              {t('bar.preview')}
            </Badge>
          </Tooltip>
        )}
        <Tooltip label={`${t('bar.quickHint')} Ctrl+J`}>
          <Button variant="light" leftSection={<IconPencilPlus size={16} aria-hidden />} onClick={props.onQuick}>
            {t('bar.quick')}
          </Button>
        </Tooltip>
        <Tooltip label={`${t('bar.shield')} Ctrl+Shift+H`}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bar.shield')} onClick={props.onShield}>
            <IconEyeOff size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t('bar.lock')} Ctrl+L`}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bar.lock')} onClick={props.onLock}>
            <IconLock size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </header>
  );
}
