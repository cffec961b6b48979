import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { RecipientKind, RecordSection } from '../../../src-shared/contract/documents.ts';
import { call, useRead } from '../../app/api.ts';
import { type Ground, groundQuery, NO_GROUND } from '../../components/ground.ts';
import { ErrorNotice, formatInstant, Loading, Page, SectionCard } from '../../components/index.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { RecordFields } from './record-fields.tsx';

export interface RecordValues {
  sections: RecordSection[];
  from: string | null;
  to: string | null;
  restricted: boolean;
  restrictedReason: string;
  recipient: string;
  recipientKind: RecipientKind | '';
  ground: Ground;
  purpose: string;
}

/** Chooses what of one file goes to whom and why, shows it as it will be, and lets it out. */
export function RecordPage() {
  const { t } = useTranslation('documents');
  const { studentId = '' } = useParams();
  const student = useRead('visits.start', { studentId });
  const register = useRead('documents.disclosures', { studentId });
  const [preview, setPreview] = useState<{ previewId: string; pages: number } | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: string | null }>({
    busy: false,
    error: null,
    done: null,
  });
  const form = useForm<RecordValues>({
    initialValues: {
      sections: ['card'],
      from: null,
      to: null,
      restricted: false,
      restrictedReason: '',
      recipient: '',
      recipientKind: '',
      ground: NO_GROUND,
      purpose: '',
    },
    validate: {
      sections: (value) => (value.length === 0 ? t('noSection') : null),
      recipient: (value) => (value.trim() === '' ? t('required') : null),
      recipientKind: (value) => (value === '' ? t('required') : null),
      purpose: (value) => (value.trim() === '' ? t('required') : null),
      restrictedReason: (value, values) => (values.restricted && value.trim().length < 4 ? t('tooShort') : null),
    },
    // What is shown must be what was chosen: a change takes the old preview away.
    onValuesChange: () => setPreview(null),
  });
  useEffect(() => {
    if (!preview) return;
    return () => void call('print.close', { previewId: preview.previewId }).catch(() => undefined);
  }, [preview]);

  const run = async (work: () => Promise<string | null>) => {
    setState({ busy: true, error: null, done: null });
    try {
      setState({ busy: false, error: null, done: await work() });
    } catch (error) {
      setState({ busy: false, error, done: null });
    }
  };
  const show = form.onSubmit((values) =>
    run(async () => {
      setPreview(await call('print.preview', { route: 'record', query: queryOf(studentId, values) }));
      return null;
    }),
  );
  const save = (previewId: string) =>
    run(async () => {
      const { saved, name } = await call('print.save', { previewId });
      await register.refetch();
      return saved ? t('saved', { name }) : null;
    });
  const print = (previewId: string) =>
    run(async () => {
      const { printed } = await call('print.print', { previewId });
      await register.refetch();
      return printed ? t('printed') : null;
    });

  if (student.isPending) return <Loading />;
  if (student.error) return <ErrorNotice error={student.error} />;
  const { name, className } = student.data.student;
  return (
    <Page title={t('title')} subtitle={t('subtitle', { name: [name, className].filter(Boolean).join(' · ') })}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <SectionCard title={t('choose')}>
              <form onSubmit={show}>
                <RecordFields form={form} studentId={studentId} error={state.error} />
                <Button type="submit" mt="md" fullWidth loading={state.busy && !preview}>
                  {t('preview')}
                </Button>
              </form>
            </SectionCard>
            <SectionCard title={t('register')}>
              {register.data?.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('registerNone')}
                </Text>
              )}
              <Stack gap="xs">
                {register.data?.map((row) => (
                  <div key={row.disclosureId}>
                    <Text size="sm">
                      {t('registerLine', { copy: row.copyNo, recipient: row.recipient, purpose: row.purpose })}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {formatInstant(row.at)} · {t(`outcome.${row.outcome}`)} · {row.by}
                    </Text>
                  </div>
                ))}
              </Stack>
            </SectionCard>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="sm">
            <ErrorNotice error={state.error} />
            {state.done && <Alert color="pine">{state.done}</Alert>}
            {preview ? (
              <>
                <Group justify="space-between">
                  <Text size="sm" c="dimmed">
                    {t('pages', { pages: preview.pages })}
                  </Text>
                  <Group gap="xs">
                    <Button variant="default" disabled={state.busy} onClick={() => print(preview.previewId)}>
                      {t('print')}
                    </Button>
                    <Button disabled={state.busy} onClick={() => save(preview.previewId)}>
                      {t('save')}
                    </Button>
                  </Group>
                </Group>
                <PdfView key={preview.previewId} previewId={preview.previewId} />
              </>
            ) : (
              <Text size="sm" c="dimmed" py="xl" ta="center">
                {t(form.isDirty() ? 'stale' : 'nothing')}
              </Text>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** The print page is opened with this, and the register is written from it. */
function queryOf(studentId: string, values: RecordValues): Record<string, string> {
  return {
    studentId,
    sections: values.sections.join(','),
    from: values.from ?? '',
    to: values.to ?? '',
    restricted: String(values.restricted),
    restrictedReason: values.restricted ? values.restrictedReason.trim() : '',
    recipient: values.recipient.trim(),
    recipientKind: values.recipientKind,
    ...groundQuery(values.recipientKind === 'outside' ? values.ground : NO_GROUND),
    purpose: values.purpose.trim(),
  };
}
