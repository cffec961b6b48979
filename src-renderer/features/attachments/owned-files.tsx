import { Box, Button, Group, Text, Title } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import type { OwnedFilesProps } from '../../app/slots.ts';
import { ErrorNotice } from '../../components/index.ts';
import { AddDialog } from './add-dialog.tsx';
import classes from './attachments.module.css';
import { FileList } from './file-list.tsx';
import { useFileTarget } from './file-target.ts';
import { fromDrop, type IntakeItem } from './use-intake.ts';
import { usePastedName } from './use-pasted-name.ts';

/** Files of one record, on the record's own page. */
export function OwnedFiles(props: OwnedFilesProps) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const titleId = useId();
  const [adding, setAdding] = useState<readonly IntakeItem[] | null>(null);
  const pastedName = usePastedName();
  const { studentId, ownerKind, ownerId } = props;
  const list = useRead('attachments.list', { studentId, ownerKind, ownerId }, { enabled: role !== 'clerk' });
  const mayWrite = role === 'counselor' && props.readOnly !== true;
  const { over, area } = useFileTarget('record', mayWrite && adding === null, (dropped) =>
    setAdding(fromDrop(dropped, pastedName)),
  );
  if (role === 'clerk') return null;
  const kept = list.data?.filter((row) => row.removedAt === null).length ?? 0;
  return (
    <Box component="section" aria-labelledby={titleId} className={classes.area} data-over={over || undefined} {...area}>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Title order={2} size="h6" id={titleId}>
          {kept === 0 ? t('title') : t('titleCount', { count: kept })}
        </Title>
        {mayWrite && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            onClick={() => setAdding([])}
          >
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
      {list.data && <FileList rows={list.data} studentId={studentId} mayWrite={mayWrite} withOwner={false} />}
      {adding && (
        <AddDialog
          studentId={studentId}
          ownerKind={ownerKind}
          ownerId={ownerId}
          initial={adding}
          onClose={() => setAdding(null)}
        />
      )}
    </Box>
  );
}
