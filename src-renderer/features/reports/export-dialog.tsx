import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ReportPeriod } from '../../../src-shared/contract/reports.ts';
import { call, useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';

/** Asks why and for whom before the summary leaves. */
export function ExportDialog(props: {
  readonly period: ReportPeriod;
  readonly onClose: () => void;
  readonly onDone: (name: string) => void;
}) {
  const { t, i18n } = useTranslation('reports');
  const write = useWrite('reports.exportSummary', { invalidates: ['reports.submissions'] });
  const required = (value: string) => (value.trim() === '' ? t('dialog.required') : null);
  const form = useForm({ initialValues: { purpose: '', recipient: '' }, validate: { purpose: required, recipient: required } });
  const go = form.onSubmit(async (values) => {
    const suggestedName = `${t('dialog.file')}-${props.period.schoolYear}-${props.period.term}.xlsx`;
    const file = await call('files.chooseSave', { suggestedName, filters: [{ name: 'Excel', extensions: ['xlsx'] }] });
    if (!file) return;
    const language = i18n.language === 'en' ? ('en' as const) : ('zh' as const);
    write.mutate({ ...props.period, ...values, language, token: file.token }, { onSuccess: (made) => props.onDone(made.name) });
  });
  return (
    <Modal opened onClose={props.onClose} title={t('dialog.title')}>
      <form onSubmit={go}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('dialog.note')}
          </Text>
          <TextInput label={t('dialog.recipient')} required maxLength={100} data-autofocus {...form.getInputProps('recipient')} />
          <TextInput label={t('dialog.purpose')} required maxLength={200} {...form.getInputProps('purpose')} />
          <ErrorNotice error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('dialog.cancel')}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t('dialog.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
