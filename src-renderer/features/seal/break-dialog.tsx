import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SEAL_REASON, sealMinutes } from '../../../src-shared/contract/seal.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';

/** Asks why and for how long, and says beforehand what will be on record. */
export function BreakDialog(props: { readonly studentId: string; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('seal');
  const write = useWrite('seal.break');
  const form = useForm({
    initialValues: { reason: '', minutes: String(sealMinutes[0]) },
    validate: { reason: (value) => (value.trim().length < SEAL_REASON.min ? t('reasonShort') : null) },
  });
  const go = form.onSubmit(({ reason, minutes }) =>
    write.mutate(
      { studentId: props.studentId, reason, minutes: sealMinutes.find((one) => String(one) === minutes) ?? sealMinutes[0] },
      { onSuccess: props.onDone },
    ),
  );
  return (
    <Modal opened onClose={props.onClose} title={t('open')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form onSubmit={go}>
        <Stack gap="sm">
          <Text size="sm">{t('help')}</Text>
          <Text size="sm" c="dimmed">
            {t('notPaper')}
          </Text>
          <Textarea
            label={t('reason')}
            description={t('reasonHint')}
            required
            autosize
            minRows={3}
            maxLength={SEAL_REASON.max}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          <div>
            <Text size="sm" fw={500} id="seal-minutes">
              {t('minutes')}
            </Text>
            <SegmentedControl
              aria-labelledby="seal-minutes"
              data={sealMinutes.map((minutes) => ({ value: String(minutes), label: t('minute', { count: minutes }) }))}
              {...form.getInputProps('minutes')}
            />
          </div>
          <ErrorNotice error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t('go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
