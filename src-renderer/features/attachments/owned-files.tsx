import { Box, Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPaperclip } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import type { OwnedFilesProps } from '../../app/slots.ts';
import { ErrorNotice } from '../../components/index.ts';
import { AddDialog } from './add-dialog.tsx';
import { FileList } from './file-list.tsx';

/** Files of one record, on the record's own page. */
export function OwnedFiles(props: OwnedFilesProps) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const titleId = useId();
  const [adding, add] = useDisclosure(false);
  const { studentId, ownerKind, ownerId } = props;
  const list = useRead('attachments.list', { studentId, ownerKind, ownerId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  const mayWrite = role === 'counselor' && props.readOnly !== true;
  const kept = list.data?.filter((row) => row.removedAt === null).length ?? 0;
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Title order={3} size="h6" id={titleId}>
          {kept === 0 ? t('title') : t('titleCount', { count: kept })}
        </Title>
        {mayWrite && (
          <Button size="compact-xs" variant="default" leftSection={<IconPaperclip size={14} aria-hidden />} onClick={add.open}>
            {t('add')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={list.error} />
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noneHere')}
        </Text>
      )}
      {list.data && <FileList rows={list.data} mayWrite={mayWrite} withOwner={false} />}
      {adding && <AddDialog studentId={studentId} ownerKind={ownerKind} ownerId={ownerId} onClose={add.close} />}
    </Box>
  );
}
