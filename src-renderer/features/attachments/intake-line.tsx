import { ActionIcon, Anchor, Group, Progress, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fileOwners } from '../../../src-shared/domain/codes/files.ts';
import { type Refusal, useErrorWords } from '../../components/error-notice.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { ownerPath } from './owner-path.ts';
import type { IntakeItem } from './use-intake.ts';

/** A file on its way: what it is, how far it is, or why it was not taken. */
export function IntakeLine(props: {
  readonly item: IntakeItem;
  readonly studentId: string;
  readonly locked: boolean;
  readonly onDescribe: (text: string) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('attachments');
  const { item } = props;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} truncate>
          {item.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {item.bytes > 0 && formatBytes(item.bytes)}
          </Text>
          {item.state !== 'moving' && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              disabled={props.locked}
              aria-label={t('addForm.leaveOut', { name: item.name })}
              onClick={props.onRemove}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {item.state === 'waiting' && (
        <TextInput
          size="xs"
          label={t('addForm.description')}
          placeholder={t('addForm.descriptionHint')}
          maxLength={200}
          disabled={props.locked}
          value={item.description}
          onChange={(event) => props.onDescribe(event.currentTarget.value)}
        />
      )}
      {item.state === 'moving' && (
        <Progress
          value={'token' in item.source || item.bytes === 0 ? 100 : (item.sent / item.bytes) * 100}
          size="sm"
          mt={4}
          aria-label={t('addForm.progress', { name: item.name })}
        />
      )}
      {item.state === 'refused' && <Reason error={item.error} studentId={props.studentId} />}
    </>
  );
}

function Reason({ error, studentId }: { readonly error: unknown; readonly studentId: string }) {
  const { t, i18n } = useTranslation('attachments');
  const words = useErrorWords();
  const { code, params }: Refusal = isRefusal(error) ? error : { code: 'internal' };
  const kind = code === 'attachmentTwice' ? fileOwners.codes.find((known) => known === params?.ownerKind) : undefined;
  const path = kind && ownerPath({ ownerKind: kind, ownerId: String(params?.ownerId ?? '') }, studentId);
  const where = kind && fileOwners.label(kind, i18n.language === 'en' ? 'en' : 'zh');
  return (
    <Text size="xs" c="red" role="alert">
      {words(code, params)}
      {where && (
        <>
          {' '}
          {t('on')}
          {path ? (
            <Anchor component={Link} to={path} size="xs">
              {where}
            </Anchor>
          ) : (
            where
          )}
        </>
      )}
    </Text>
  );
}

const isRefusal = (error: unknown): error is Refusal =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
