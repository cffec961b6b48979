import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';

export function RemoveDialog(props: { readonly row: AttachmentRow; readonly onClose: () => void }) {
  const { t } = useTranslation('attachments');
  const [reason, setReason] = useState('');
  const remove = useWrite('attachments.remove', { invalidates: ['attachments.list', 'consents.list', 'students.chronology'] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    remove.mutate({ attachmentId: props.row.attachmentId, reason }, { onSuccess: props.onClose });
  };
  return (
    <Modal opened onClose={props.onClose} title={t('removeForm.title')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {props.row.name}
          </Text>
          <Text size="sm">{t('removeForm.lead')}</Text>
          <TextInput
            label={t('removeForm.reason')}
            required
            maxLength={200}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorNotice error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" loading={remove.isPending}>
              {t('removeForm.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
