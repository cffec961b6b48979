import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatInstant } from '../../components/index.ts';
import type { Chosen } from './restore.tsx';
import classes from './vault.module.css';

/** The backups beside the vault, each already read whole, and the data that restores have put aside. */
export function RestoreChoice(props: {
  readonly list: Output<'backup.lockedList'>;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { t } = useTranslation('backup');
  const { files, asides } = props.list;
  const usable = asides.filter((aside) => aside.usable);
  return (
    <>
      <Text size="sm" fw={600}>
        {t('locked.found')}
      </Text>
      {files.length === 0 && <Text size="sm">{t('locked.none')}</Text>}
      <Stack gap={6} component="ul" className={classes.choices}>
        {files.map(({ name, madeAt, reason, bytes, state, facts }) => {
          const at = formatInstant(madeAt);
          return (
            <Group key={name} component="li" justify="space-between" wrap="nowrap">
              <div>
                <Text size="sm">
                  {at} · {t(`reason.${reason}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {facts ? `${t('list.holdsText', facts.rows)} · ${formatBytes(bytes)}` : formatBytes(bytes)}
                </Text>
              </div>
              <Group gap="xs" wrap="nowrap">
                <Badge variant="outline" radius="sm" color={state === 'checked' ? 'pine' : state === 'newer' ? 'yellow' : 'red'}>
                  {t(`fileState.${state}`)}
                </Badge>
                {facts && state === 'checked' && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('locked.useOne', { at })}
                    onClick={() => props.onChoose({ from: 'file', source: { name }, facts })}
                  >
                    {t('locked.use')}
                  </Button>
                )}
              </Group>
            </Group>
          );
        })}
      </Stack>
      {usable.length > 0 && (
        <Stack gap={6}>
          <Text size="sm" fw={600}>
            {t('locked.undoTitle')}
          </Text>
          {usable.map(({ name, at, bytes }) => (
            <Group key={name} justify="space-between" wrap="nowrap">
              <Text size="sm">{t('asides.one', { at: formatInstant(at), size: formatBytes(bytes) })}</Text>
              <Button
                size="xs"
                variant="default"
                aria-label={t('locked.undoOne', { at: formatInstant(at) })}
                onClick={() => props.onChoose({ from: 'aside', aside: name, at })}
              >
                {t('locked.undo')}
              </Button>
            </Group>
          ))}
        </Stack>
      )}
    </>
  );
}
