import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import classes from './attachments.module.css';
import { useFileTarget } from './file-target.ts';
import { IntakeLine } from './intake-line.tsx';
import { fromDrop, type IntakeItem, type Owner, useIntake } from './use-intake.ts';
import { usePastedName } from './use-pasted-name.ts';

const EXTENSIONS = ['pdf', 'jpg', 'jpeg', 'png', 'webp', 'heic', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'wps', 'et', 'dps'];

/** Gathers files by choosing, dropping and pasting, says what each is, then takes them in one after another. */
export function AddDialog(props: Owner & { readonly initial: readonly IntakeItem[]; readonly onClose: () => void }) {
  const { t } = useTranslation('attachments');
  const [restricted, setRestricted] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const intake = useIntake(props.initial);
  const pastedName = usePastedName();
  const { over, area } = useFileTarget('dialog', !intake.running, (dropped) => intake.add(fromDrop(dropped, pastedName)));
  const waiting = intake.items.filter((one) => one.state === 'waiting').length;

  const choose = async (): Promise<void> => {
    setError(null);
    try {
      const filters = [{ name: t('fileKind'), extensions: EXTENSIONS }];
      intake.addChosen(await call('files.chooseSeveral', { filters }));
    } catch (reason) {
      setError(reason);
    }
  };
  const store = async (): Promise<void> => {
    const { studentId, ownerKind, ownerId } = props;
    const { taken, left } = await intake.run({ studentId, ownerKind, ownerId }, restricted);
    if (taken > 0) {
      notifications.show({ message: t('addForm.done', { count: taken }), closeButtonProps: { 'aria-label': t('close') } });
    }
    if (left === 0) props.onClose();
  };
  const close = (): void => {
    intake.cancel();
    props.onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('add')}
      size="lg"
      closeOnClickOutside={!intake.running}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="sm" {...area}>
        <div className={classes.drop} data-over={over || undefined}>
          <IconFileUpload size={28} stroke={1.4} aria-hidden />
          <div>
            <Text size="sm">{t('addForm.dropHere')}</Text>
            <Text size="xs" c="dimmed">
              {t('kinds')}
            </Text>
          </div>
          <Button variant="default" data-autofocus disabled={intake.running} onClick={() => void choose()}>
            {t('addForm.choose')}
          </Button>
        </div>
        {intake.items.length > 0 && (
          <Stack component="ul" gap="sm" className={classes.list} aria-label={t('addForm.list')}>
            {intake.items.map((one) => (
              <li key={one.id}>
                <IntakeLine
                  item={one}
                  studentId={props.studentId}
                  locked={intake.running}
                  onDescribe={(text) => intake.describe(one.id, text)}
                  onRemove={() => intake.remove(one.id)}
                />
              </li>
            ))}
          </Stack>
        )}
        <Checkbox
          label={t('addForm.restricted')}
          checked={restricted}
          disabled={intake.running}
          onChange={(event) => setRestricted(event.currentTarget.checked)}
        />
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          {intake.running ? (
            <Button variant="default" onClick={intake.cancel}>
              {t('addForm.stop')}
            </Button>
          ) : (
            <Button variant="default" onClick={close}>
              {t(waiting === 0 && intake.items.length > 0 ? 'close' : 'cancel')}
            </Button>
          )}
          <Button disabled={waiting === 0 && !intake.running} loading={intake.running} onClick={() => void store()}>
            {waiting > 1 ? t('addForm.storeCount', { count: waiting }) : t('addForm.store')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
