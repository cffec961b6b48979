import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowAutofitWidth, IconRotateClockwise, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Look } from './use-look.ts';

/** Magnifier and turning, with their keys; `children` stand beside them. */
export function LookTools(props: { readonly look: Look; readonly children?: ReactNode }) {
  const { t } = useTranslation('components');
  const { look } = props;
  const tools = [
    [t('look.smaller'), look.smaller, IconZoomOut],
    [t('look.whole'), look.whole, IconArrowAutofitWidth],
    [t('look.larger'), look.larger, IconZoomIn],
    [t('look.turn'), look.turnRight, IconRotateClockwise],
  ] as const;
  return (
    <Group gap={4} mb="xs" role="toolbar" aria-label={t('look.tools')}>
      {tools.map(([label, act, Icon]) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={act}>
            <Icon size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <Text size="sm" c="dimmed" w={48} role="status">
        {`${Math.round(look.zoom * 100)}%`}
      </Text>
      {props.children}
    </Group>
  );
}
