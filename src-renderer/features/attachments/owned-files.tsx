import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import type { OwnedFilesProps } from '../../app/slots.ts';
import { ErrorNotice } from '../../components/index.ts';
import { FileList } from './file-list.tsx';
import { FileSection } from './file-section.tsx';

/** Files of one record, on the record's own page. */
export function OwnedFiles(props: OwnedFilesProps) {
  const { t } = useTranslation('attachments');
  const { role } = useSession();
  const { studentId, ownerKind, ownerId } = props;
  const list = useRead('attachments.list', { studentId, ownerKind, ownerId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  const mayWrite = role === 'counselor' && props.readOnly !== true;
  const kept = list.data?.filter((row) => row.removedAt === null).length ?? 0;
  const title = kept === 0 ? t('title') : t('titleCount', { count: kept });
  return (
    <FileSection title={title} target="record" mayWrite={mayWrite} {...{ studentId, ownerKind, ownerId }}>
      <ErrorNotice error={list.error} />
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noneHere')}
        </Text>
      )}
      {list.data && <FileList rows={list.data} studentId={studentId} mayWrite={mayWrite} withOwner={false} />}
    </FileSection>
  );
}
