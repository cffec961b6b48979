import { Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { DateField, ErrorNotice, Page, SectionCard, todayLocal } from '../../components/index.ts';
import { PdfView } from '../../components/pdf-view.tsx';

/** The yearly audit on paper: which days, for whom; shown before it leaves. */
export function AuditPrintPage() {
  const { t } = useTranslation('audit');
  const [preview, setPreview] = useState<string | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: string }>({ busy: false, error: null, done: '' });
  const needed = (value: string | null) => (value === null || value.trim() === '' ? t('print.required') : null);
  const form = useForm<{ from: string | null; to: string | null; recipient: string }>({
    initialValues: { from: `${todayLocal().slice(0, 4)}-01-01`, to: todayLocal(), recipient: '' },
    validate: {
      from: needed,
      to: (to, { from }) => needed(to) ?? (to !== null && from !== null && to < from ? t('print.order') : null),
      recipient: needed,
    },
    // What is shown must be what was chosen.
    onValuesChange: () => setPreview(null),
  });
  useEffect(() => {
    if (preview !== null) return () => void call('print.close', { previewId: preview }).catch(() => undefined);
    return undefined;
  }, [preview]);
  const run = async (work: () => Promise<string>) => {
    setState({ busy: true, error: null, done: '' });
    try {
      setState({ busy: false, error: null, done: await work() });
    } catch (error) {
      setState({ busy: false, error, done: '' });
    }
  };
  const show = form.onSubmit(({ from, to, recipient }) =>
    run(async () => {
      const query = { from: from ?? '', to: to ?? '', recipient: recipient.trim() };
      setPreview((await call('print.preview', { route: 'audit', query })).previewId);
      return '';
    }),
  );
  return (
    <Page title={t('print.title')} subtitle={t('print.subtitle')}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
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
                <Button type="submit" loading={state.busy && preview === null}>
                  {t('print.preview')}
                </Button>
              </Stack>
            </form>
          </SectionCard>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <ErrorNotice error={state.error} />
          <Text size="sm" role="status">
            {state.done}
          </Text>
          {preview === null ? (
            <Text size="sm" c="dimmed" py="xl" ta="center">
              {t('print.nothing')}
            </Text>
          ) : (
            <Stack gap="sm">
              <Group justify="flex-end" gap="xs">
                <Button
                  variant="default"
                  disabled={state.busy}
                  onClick={() =>
                    run(async () => ((await call('print.print', { previewId: preview })).printed ? t('print.printed') : ''))
                  }
                >
                  {t('print.print')}
                </Button>
                <Button
                  disabled={state.busy}
                  onClick={() =>
                    run(async () => {
                      const { saved, name } = await call('print.save', { previewId: preview });
                      return saved ? t('print.saved', { name }) : '';
                    })
                  }
                >
                  {t('print.save')}
                </Button>
              </Group>
              <PdfView key={preview} previewId={preview} />
            </Stack>
          )}
        </Grid.Col>
      </Grid>
    </Page>
  );
}
