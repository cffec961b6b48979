import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { fileOwners } from '../../../src-shared/domain/codes/files.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { ErrorNotice } from '../../components/index.ts';
import { FileList } from './file-list.tsx';
import { FileSection } from './file-section.tsx';
import { ALL_FILES, arranged, type FileView, sortOrders } from './file-view.ts';

/** From this many on a list is worth narrowing. */
const MANY = 6;

/** All files of one student in the side column of the file, whichever record they hang on. */
export function FileAttachments({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const [view, setView] = useState<FileView>(ALL_FILES);
  const list = useRead('attachments.list', { studentId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  const mayWrite = role === 'counselor';
  const rows = list.data ?? [];
  const shown = arranged(rows, view);
  return (
    <FileSection
      title={t('title')}
      target="page"
      mayWrite={mayWrite}
      studentId={studentId}
      ownerKind="student"
      ownerId={studentId}
    >
      <ErrorNotice error={list.error} />
      {list.data && <Sum rows={rows} mayWrite={mayWrite} />}
      {rows.length >= MANY && <Narrow rows={rows} view={view} onChange={setView} />}
      {rows.length > 0 && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('view.none')}
        </Text>
      )}
      <FileList rows={shown} studentId={studentId} mayWrite={mayWrite} withOwner />
    </FileSection>
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
