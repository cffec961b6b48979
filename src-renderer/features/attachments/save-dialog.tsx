import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { type RecipientKind, recipientKinds } from '../../../src-shared/contract/documents.ts';
import { call, useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { NO_GROUND, toBasis } from '../../components/ground.ts';
import { ErrorNotice } from '../../components/index.ts';

/** A copy that leaves: for whom, what for, and why when it is restricted. */
export function SaveDialog(props: { readonly row: AttachmentRow; readonly studentId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('attachments');
  const { row } = props;
  const [values, setValues] = useState({ recipient: '', purpose: '', restrictedReason: '' });
  const [error, setError] = useState<unknown>(null);
  const save = useWrite('attachments.export');
  const fieldError = useFieldErrors(save.error);
  const { consent } = useSlots();
  const [recipientKind, setRecipientKind] = useState<RecipientKind | null>(null);
  const [ground, setGround] = useState(NO_GROUND);
  const asks = row.note;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(null);
    try {
      const target = await call('files.chooseSave', { suggestedName: row.name ?? t('hidden'), filters: [] });
      if (!target) return;
      const { name } = await save.mutateAsync({
        attachmentId: row.attachmentId,
        token: target.token,
        ...values,
        recipientKind: recipientKind ?? 'school',
        basis: recipientKind === 'outside' ? toBasis(ground) : null,
      });
      notifications.show({ message: t('saveForm.done', { name }) });
      props.onClose();
    } catch (reason) {
      setError(reason);
    }
  };
  const field = (key: keyof typeof values) => ({
    value: values[key],
    required: true,
    error: fieldError(key),
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [key]: event.currentTarget.value }),
  });
  return (
    <Modal opened onClose={props.onClose} title={t('saveForm.title')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text size="sm">{t('saveForm.lead')}</Text>
          <TextInput label={t('saveForm.recipient')} maxLength={60} data-autofocus {...field('recipient')} />
          <Select
            label={t('documents:recipientKind')}
            required
            data={recipientKinds.map((value) => ({ value, label: t(`documents:recipientKinds.${value}`) }))}
            value={recipientKind}
            onChange={setRecipientKind}
          />
          {recipientKind === 'outside' && consent && (
            <consent.Gate
              studentId={props.studentId}
              kind="sharing"
              ground={ground}
              onGround={setGround}
              fieldError={fieldError}
            />
          )}
          <TextInput label={t('saveForm.purpose')} maxLength={100} {...field('purpose')} />
          {asks && <TextInput label={t('saveForm.reason')} maxLength={200} {...field('restrictedReason')} />}
          <ErrorNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={recipientKind === null}>
              {t('saveForm.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
