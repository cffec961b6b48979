import { ActionIcon, Anchor, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { fileOwners } from '../../../src-shared/domain/codes/files.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatDate } from '../../components/index.ts';
import { ownerPath } from './owner-path.ts';

export interface LineActions {
  readonly onView: () => void;
  readonly onSave: () => void;
  readonly onRemove: () => void;
  readonly onMark: () => void;
}

/** One file: its name opens it, the dots hold the rest. */
export function FileLine(props: {
  readonly row: AttachmentRow;
  readonly studentId: string;
  readonly mayWrite: boolean;
  /** Whether it says which record it hangs on. */
  readonly withOwner: boolean;
  readonly actions: LineActions;
}) {
  const { t, i18n } = useTranslation('attachments');
  const { row, actions } = props;
  const name = row.name ?? t('hidden');
  const path = ownerPath(row, props.studentId);
  const owner = fileOwners.label(row.ownerKind, i18n.language === 'en' ? 'en' : 'zh');
  const meta = t('meta', {
    type: t(`type.${row.type}`),
    size: formatBytes(row.bytes),
    date: formatDate(row.recordedAt),
    by: row.recordedBy,
  });
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
      <div style={{ minWidth: 0 }}>
        {row.removedAt === null && row.readable ? (
          <Button
            variant="transparent"
            size="compact-sm"
            p={0}
            maw="100%"
            title={row.description ?? name}
            onClick={actions.onView}
          >
            {name}
          </Button>
        ) : (
          <Text size="sm" td={row.removedAt === null ? undefined : 'line-through'} truncate>
            {name}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {row.removedAt === null ? meta : t('removed', { reason: row.removeReason ?? '—' })}
        </Text>
        {row.description !== null && (
          <Text size="xs" c="dimmed">
            {row.description}
          </Text>
        )}
        <Group gap={6}>
          {props.withOwner && row.ownerKind !== 'student' && (
            <Text size="xs">
              {t('on')}
              {path === null ? (
                owner
              ) : (
                <Anchor component={Link} to={path} size="xs">
                  {owner}
                </Anchor>
              )}
            </Text>
          )}
          {row.restricted && (
            <Badge size="xs" variant="light" color="gray">
              {t('restricted')}
            </Badge>
          )}
        </Group>
      </div>
      {props.mayWrite && row.removedAt === null && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size="sm" aria-label={t('more', { name })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={actions.onSave}>{t('save')}</Menu.Item>
            <Menu.Item onClick={actions.onMark}>{t(row.restricted ? 'clearRestricted' : 'markRestricted')}</Menu.Item>
            <Menu.Item color="red" onClick={actions.onRemove}>
              {t('remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
