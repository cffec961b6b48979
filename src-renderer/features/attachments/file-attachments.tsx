import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice } from '../../components/index.ts';
import { AddDialog } from './add-dialog.tsx';
import { FileList } from './file-list.tsx';

/** Files of one student in the side column of the file. */
export function FileAttachments(props: { readonly studentId: string }) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const [adding, add] = useDisclosure(false);
  const { studentId } = props;
  const list = useRead('attachments.list', { studentId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  return (
    <section aria-labelledby="attachments-title">
      <Group justify="space-between" mb="xs" mt="md" wrap="nowrap">
        <Title order={2} size="h6" id="attachments-title">
          {t('title')}
        </Title>
        {role === 'counselor' && (
          <Button size="compact-xs" variant="default" leftSection={<IconPaperclip size={14} aria-hidden />} onClick={add.open}>
            {t('add')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={list.error} />
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {list.data && <FileList rows={list.data} mayWrite={role === 'counselor'} withOwner />}
      {adding && <AddDialog studentId={studentId} ownerKind="student" ownerId={studentId} onClose={add.close} />}
    </section>
  );
}
