import { ActionIcon, Badge, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { IconDots, IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatDate } from '../../components/index.ts';
import { AddDialog } from './add-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { Viewer } from './viewer.tsx';

type Doing = { readonly what: 'view' | 'save' | 'remove'; readonly row: AttachmentRow } | { readonly what: 'add' } | null;

const MEGABYTE = 1024 * 1024;
const sizeOf = (bytes: number): string =>
  bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Files of one student in the side column of the file. */
export function FileAttachments(props: { readonly studentId: string }) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const [doing, setDoing] = useState<Doing>(null);
  const list = useRead('attachments.list', { studentId: props.studentId }, { enabled: role !== 'clerk' });
  const mark = useWrite('attachments.setRestricted', { invalidates: ['attachments.list'] });
  if (role === 'clerk') return null;
  const done = () => setDoing(null);
  return (
    <section aria-labelledby="attachments-title">
      <Group justify="space-between" mb="xs" mt="md" wrap="nowrap">
        <Title order={2} size="h6" id="attachments-title">
          {t('title')}
        </Title>
        {role === 'counselor' && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            onClick={() => setDoing({ what: 'add' })}
          >
            {t('add')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={list.error ?? mark.error} />
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      <Stack gap="xs" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {list.data?.map((row) => (
          <li key={row.attachmentId}>
            <Line
              row={row}
              mayWrite={role === 'counselor'}
              onDo={setDoing}
              onMark={() => mark.mutate({ attachmentId: row.attachmentId, restricted: !row.restricted })}
            />
          </li>
        ))}
      </Stack>
      {doing?.what === 'add' && <AddDialog studentId={props.studentId} onClose={done} />}
      {doing?.what === 'view' && <Viewer row={doing.row} onClose={done} />}
      {doing?.what === 'save' && <SaveDialog row={doing.row} onClose={done} />}
      {doing?.what === 'remove' && <RemoveDialog row={doing.row} onClose={done} />}
    </section>
  );
}

function Line(props: {
  readonly row: AttachmentRow;
  readonly mayWrite: boolean;
  readonly onDo: (doing: Doing) => void;
  readonly onMark: () => void;
}) {
  const { t } = useTranslation('attachments');
  const { row, onDo } = props;
  const name = row.name ?? t('hidden');
  const meta = t('meta', {
    type: t(`type.${row.type}`),
    size: sizeOf(row.bytes),
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
            onClick={() => onDo({ what: 'view', row })}
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
        <Group gap={4}>
          {row.ownerKind !== 'student' && (
            <Badge size="xs" variant="default">
              {t(`owner.${row.ownerKind}`)}
            </Badge>
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
            <Menu.Item onClick={() => onDo({ what: 'save', row })}>{t('save')}</Menu.Item>
            <Menu.Item onClick={props.onMark}>{t(row.restricted ? 'clearRestricted' : 'markRestricted')}</Menu.Item>
            <Menu.Item color="red" onClick={() => onDo({ what: 'remove', row })}>
              {t('remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
