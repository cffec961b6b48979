import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateField, PaperPage, PreviewButton, SectionCard, todayLocal, usePaper } from '../../components/index.ts';

/** The yearly audit on paper: which days, for whom; shown before it leaves. */
export function AuditPrintPage() {
  const { t } = useTranslation('audit');
  const desk = usePaper();
  const needed = (value: string | null) => (value === null || value.trim() === '' ? t('print.required') : null);
  const form = useForm<{ from: string | null; to: string | null; recipient: string }>({
    initialValues: { from: `${todayLocal().slice(0, 4)}-01-01`, to: todayLocal(), recipient: '' },
    validate: {
      from: needed,
      to: (to, { from }) => needed(to) ?? (to !== null && from !== null && to < from ? t('print.order') : null),
      recipient: needed,
    },
    onValuesChange: desk.forget,
  });
  const show = form.onSubmit(({ from, to, recipient }) =>
    desk.show('audit', { from: from ?? '', to: to ?? '', recipient: recipient.trim() }),
  );
  return (
    <PaperPage title={t('print.title')} subtitle={t('print.subtitle')} desk={desk}>
      <SectionCard title={t('print.choose')}>
        <form onSubmit={show}>
          <Stack gap="sm">
            <DateField label={t('filter.from')} required {...form.getInputProps('from')} />
            <DateField label={t('filter.to')} required {...form.getInputProps('to')} />
            <TextInput
              label={t('print.recipient')}
              description={t('print.recipientHint')}
              required
              maxLength={60}
              {...form.getInputProps('recipient')}
            />
            <PreviewButton desk={desk} />
          </Stack>
        </form>
      </SectionCard>
    </PaperPage>
  );
}
