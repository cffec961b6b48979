import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useWrite } from '../../app/api.ts';
import type { OwnedFilesProps } from '../../app/slots.ts';
import { ErrorNotice } from '../../components/index.ts';

type Owner = Pick<OwnedFilesProps, 'studentId' | 'ownerKind' | 'ownerId'>;

const EXTENSIONS = ['pdf', 'jpg', 'jpeg', 'png', 'webp', 'heic', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt'];

/** Says what the file is, then takes it in through the system's dialog. */
export function AddDialog(props: Owner & { readonly onClose: () => void }) {
  const { t } = useTranslation('attachments');
  const [description, setDescription] = useState('');
  const [restricted, setRestricted] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const add = useWrite('attachments.add', { invalidates: ['attachments.list', 'students.chronology'] });
  const choose = async (): Promise<void> => {
    setError(null);
    try {
      const file = await call('files.chooseOpen', {
        purpose: 'attachment',
        filters: [{ name: t('fileKind'), extensions: EXTENSIONS }],
      });
      if (!file) return;
      const { studentId, ownerKind, ownerId } = props;
      await add.mutateAsync({ studentId, ownerKind, ownerId, token: file.token, description, restricted });
      props.onClose();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Modal opened onClose={props.onClose} title={t('add')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('kinds')}
        </Text>
        <TextInput
          label={t('addForm.description')}
          placeholder={t('addForm.descriptionHint')}
          maxLength={200}
          data-autofocus
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Checkbox
          label={t('addForm.restricted')}
          checked={restricted}
          onChange={(event) => setRestricted(event.currentTarget.checked)}
        />
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button loading={add.isPending} onClick={() => void choose()}>
            {t('addForm.choose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
