import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AttachmentRow, shownTypes } from '../../../src-shared/contract/attachments.ts';
import { useRead } from '../../app/api.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { ErrorNotice, Loading } from '../../components/index.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { PictureView } from '../../components/picture-view.tsx';

const MIME: Readonly<Record<string, string>> = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

/** Base64 in parts, so that a large picture does not overrun the argument list. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Shows a picture or a PDF from memory alone: nothing of it is written to the disk. Other kinds say what they are. */
export function Viewer(props: {
  readonly row: AttachmentRow;
  readonly onSave: (() => void) | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('attachments');
  const { row } = props;
  const shown = shownTypes.includes(row.type);
  const read = useRead('attachments.read', { attachmentId: row.attachmentId }, { enabled: shown });
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={shown ? 'min(1100px, 94vw)' : 'md'}
      yOffset="2vh"
      title={row.name ?? t('hidden')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {!shown && <Text size="sm">{t('viewer.outside', { type: t(`type.${row.type}`), size: formatBytes(row.bytes) })}</Text>}
      {shown && read.isPending && <Loading />}
      <ErrorNotice error={read.error} />
      {read.data && read.data.type === 'pdf' && <PdfView data={read.data.body} tools />}
      {read.data && read.data.type !== 'pdf' && (
        <PictureView
          src={`data:${MIME[read.data.type] ?? 'image/png'};base64,${base64(read.data.body)}`}
          alt={t('viewer.image', { name: read.data.name })}
        />
      )}
      {props.onSave && (
        <Group justify="flex-end" mt="sm">
          <Button variant="default" size="xs" onClick={props.onSave}>
            {t('save')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}
