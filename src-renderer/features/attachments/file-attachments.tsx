import { Box, Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { fileOwners } from '../../../src-shared/domain/codes/files.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { ErrorNotice } from '../../components/index.ts';
import { AddDialog } from './add-dialog.tsx';
import classes from './attachments.module.css';
import { FileList } from './file-list.tsx';
import { useFileTarget } from './file-target.ts';
import { ALL_FILES, arranged, type FileView, sortOrders } from './file-view.ts';
import { fromDrop, type IntakeItem } from './use-intake.ts';
import { usePastedName } from './use-pasted-name.ts';

/** From this many on a list is worth narrowing. */
const MANY = 6;

/** All files of one student in the side column of the file, whichever record they hang on. */
export function FileAttachments(props: { readonly studentId: string }) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const [adding, setAdding] = useState<readonly IntakeItem[] | null>(null);
  const [view, setView] = useState<FileView>(ALL_FILES);
  const pastedName = usePastedName();
  const { studentId } = props;
  const mayWrite = role === 'counselor';
  const { over, area } = useFileTarget('page', mayWrite && adding === null, (dropped) =>
    setAdding(fromDrop(dropped, pastedName)),
  );
  const list = useRead('attachments.list', { studentId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  const rows = list.data ?? [];
  const shown = arranged(rows, view);
  return (
    <Box component="section" aria-labelledby="attachments-title" className={classes.area} data-over={over || undefined} {...area}>
      <Group justify="space-between" mb="xs" mt="md" wrap="nowrap">
        <Title order={2} size="h6" id="attachments-title">
          {t('title')}
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
      {list.data && <Sum rows={rows} mayWrite={mayWrite} />}
      {rows.length >= MANY && <Narrow rows={rows} view={view} onChange={setView} />}
      {rows.length > 0 && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('view.none')}
        </Text>
      )}
      <FileList rows={shown} studentId={studentId} mayWrite={mayWrite} withOwner />
      {adding && (
        <AddDialog
          studentId={studentId}
          ownerKind="student"
          ownerId={studentId}
          initial={adding}
          onClose={() => setAdding(null)}
        />
      )}
    </Box>
  );
}

function Sum(props: { readonly rows: readonly AttachmentRow[]; readonly mayWrite: boolean }) {
  const { t } = useTranslation('attachments');
  const kept = props.rows.filter((row) => row.removedAt === null);
  const size = formatBytes(kept.reduce((sum, row) => sum + row.bytes, 0));
  if (props.rows.length > 0) {
    return (
      <Text size="xs" c="dimmed" mb="xs">
        {t('sum', { count: kept.length, size })}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      {t(props.mayWrite ? 'none' : 'noneHere')}
    </Text>
  );
}

function Narrow(props: {
  readonly rows: readonly AttachmentRow[];
  readonly view: FileView;
  readonly onChange: (view: FileView) => void;
}) {
  const { t, i18n } = useTranslation('attachments');
  const { view, onChange } = props;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const kinds = fileOwners.codes.filter((code) => props.rows.some((row) => row.ownerKind === code));
  return (
    <>
      <TextInput
        size="xs"
        mb={6}
        aria-label={t('view.words')}
        placeholder={t('view.words')}
        value={view.words}
        onChange={(event) => onChange({ ...view, words: event.currentTarget.value })}
      />
      <Group gap="xs" mb="xs" grow>
        <NativeSelect
          size="xs"
          aria-label={t('view.owner')}
          data={[
            { value: '', label: t('view.all') },
            ...kinds.map((code) => ({ value: code, label: fileOwners.label(code, language) })),
          ]}
          value={view.ownerKind ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({ ...view, ownerKind: fileOwners.codes.find((code) => code === value) ?? null });
          }}
        />
        <NativeSelect
          size="xs"
          aria-label={t('view.order')}
          data={sortOrders.map((value) => ({ value, label: t(`view.by.${value}`) }))}
          value={view.order}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({ ...view, order: sortOrders.find((order) => order === value) ?? 'newest' });
          }}
        />
      </Group>
    </>
  );
}
