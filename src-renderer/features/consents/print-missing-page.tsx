import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PaperPage, PreviewButton, SectionCard, usePaper } from '../../components/index.ts';

/** `/consents/print-missing?round=…`: who has not handed in consent to assessment, for the head teachers. */
export function PrintMissingPage() {
  const { t } = useTranslation('consents');
  const [search] = useSearchParams();
  const desk = usePaper();
  const required = (value: string): string | null => (value.trim() === '' ? t('print.required') : null);
  const form = useForm({
    initialValues: { recipient: t('print.listRecipient'), purpose: t('print.listPurpose') },
    validate: { recipient: required, purpose: required },
    onValuesChange: desk.forget,
  });
  const show = form.onSubmit(({ recipient, purpose }) =>
    desk.show('consent-missing', {
      roundId: search.get('round') ?? '',
      recipient: recipient.trim(),
      purpose: purpose.trim(),
    }),
  );
  return (
    <PaperPage title={t('print.listTitle')} subtitle={t('print.listSubtitle')} desk={desk}>
      <SectionCard title={t('print.choose')}>
        <form onSubmit={show} noValidate>
          <Stack gap="sm">
            <TextInput label={t('print.recipient')} required maxLength={60} {...form.getInputProps('recipient')} />
            <TextInput label={t('print.purpose')} required maxLength={100} {...form.getInputProps('purpose')} />
            <PreviewButton desk={desk} />
          </Stack>
        </form>
      </SectionCard>
    </PaperPage>
  );
}
