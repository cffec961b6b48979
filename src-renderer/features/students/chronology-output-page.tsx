import { Alert, Button, Checkbox, Grid, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { type RecipientKind, recipientKinds } from '../../../src-shared/contract/documents.ts';
import { call, useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { type Ground, groundQuery, NO_GROUND, toBasis } from '../../components/ground.ts';
import { ErrorNotice, formatDate, Loading, Page, SectionCard } from '../../components/index.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { askedFor, type Filter, fromSearch, isFiltered } from './chronology-filter.ts';
import { useLanguage } from './use-language.ts';

interface Values {
  recipient: string;
  recipientKind: RecipientKind | '';
  ground: Ground;
  purpose: string;
  restricted: boolean;
  restrictedReason: string;
}

/** Lets out just what was filtered: on paper or as a sheet, with recipient and purpose in the register. */
export function ChronologyOutputPage() {
  const { t } = useTranslation('students');
  const { studentId = '' } = useParams();
  const [search] = useSearchParams();
  const filter = fromSearch(search);
  const navigate = useNavigate();
  const language = useLanguage();
  const { role } = useSession();
  const { consent } = useSlots();
  const file = useRead('students.file', { studentId });
  const [preview, setPreview] = useState<{ previewId: string; pages: number } | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: string | null }>({
    busy: false,
    error: null,
    done: null,
  });
  const form = useForm<Values>({
    initialValues: { recipient: '', recipientKind: '', ground: NO_GROUND, purpose: '', restricted: false, restrictedReason: '' },
    validate: {
      recipient: (value) => (value.trim() === '' ? t('chronology.output.required') : null),
      recipientKind: (value) => (value === '' ? t('chronology.output.required') : null),
      purpose: (value) => (value.trim() === '' ? t('chronology.output.required') : null),
      restrictedReason: (value, values) =>
        values.restricted && value.trim().length < 4 ? t('chronology.output.reasonShort') : null,
    },
    // What is shown must be what was chosen: a change takes the old preview away.
    onValuesChange: () => setPreview(null),
  });
  useEffect(() => {
    if (!preview) return;
    return () => void call('print.close', { previewId: preview.previewId }).catch(() => undefined);
  }, [preview]);

  const run = async (work: () => Promise<string | null>): Promise<void> => {
    setState({ busy: true, error: null, done: null });
    try {
      setState({ busy: false, error: null, done: await work() });
    } catch (error) {
      setState({ busy: false, error, done: null });
    }
  };
  const fieldError = useFieldErrors(state.error);
  const groundOf = (values: Values): Ground => (values.recipientKind === 'outside' ? values.ground : NO_GROUND);
  const requestOf = (values: Values) => ({
    ...askedFor(studentId, filter),
    recipient: values.recipient.trim(),
    recipientKind: values.recipientKind || ('school' as const),
    purpose: values.purpose.trim(),
    restricted: values.restricted,
    ...(values.restricted && { restrictedReason: values.restrictedReason.trim() }),
  });
  const show = form.onSubmit((values) =>
    run(async () => {
      const { kinds, restricted, ...request } = requestOf(values);
      const query = {
        ...request,
        ...groundQuery(groundOf(values)),
        restricted: String(restricted),
        ...(kinds && { kinds: kinds.join(',') }),
      };
      setPreview(await call('print.preview', { route: 'chronology', query }));
      return null;
    }),
  );
  const saveSheet = form.onSubmit((values) =>
    run(async () => {
      const target = await call('files.chooseSave', {
        suggestedName: t('chronology.output.sheetName'),
        filters: [{ name: 'Excel', extensions: ['xlsx'] }],
      });
      if (!target) return null;
      const { name } = await call('students.exportChronology', {
        ...requestOf(values),
        basis: toBasis(groundOf(values)),
        token: target.token,
        language,
      });
      return t('chronology.output.saved', { name });
    }),
  );
  const savePdf = (previewId: string) =>
    run(async () => {
      const { saved, name } = await call('print.save', { previewId });
      return saved ? t('chronology.output.saved', { name }) : null;
    });
  const print = (previewId: string) =>
    run(async () => ((await call('print.print', { previewId })).printed ? t('chronology.output.printed') : null));

  if (file.isPending) return <Loading />;
  if (!file.data) return <ErrorNotice error={file.error} />;
  const { card, className } = file.data;
  return (
    <Page
      title={t('chronology.output.title')}
      subtitle={[card.name, className].filter(Boolean).join(' · ')}
      actions={
        <Button variant="default" onClick={() => navigate(`/students/${studentId}`)}>
          {t('chronology.output.back')}
        </Button>
      }
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <SectionCard title={t('chronology.output.filter')}>
            <FilterWords filter={filter} />
            <form onSubmit={show}>
              <Stack gap="sm" mt="sm">
                <Text size="sm" c="dimmed">
                  {t('chronology.output.about')}
                </Text>
                <TextInput
                  required
                  maxLength={60}
                  label={t('chronology.output.recipient')}
                  {...form.getInputProps('recipient')}
                />
                <Select
                  required
                  label={t('documents:recipientKind')}
                  data={recipientKinds.map((value) => ({ value, label: t(`documents:recipientKinds.${value}`) }))}
                  {...form.getInputProps('recipientKind')}
                  value={form.values.recipientKind || null}
                />
                {form.values.recipientKind === 'outside' && consent && (
                  <consent.Gate
                    studentId={studentId}
                    kind="sharing"
                    ground={form.values.ground}
                    onGround={(ground) => form.setFieldValue('ground', ground)}
                    fieldError={fieldError}
                  />
                )}
                <TextInput required maxLength={100} label={t('chronology.output.purpose')} {...form.getInputProps('purpose')} />
                {role === 'counselor' && (
                  <Checkbox
                    label={t('chronology.output.restricted')}
                    {...form.getInputProps('restricted', { type: 'checkbox' })}
                  />
                )}
                {form.values.restricted && (
                  <TextInput
                    required
                    maxLength={200}
                    label={t('chronology.output.reason')}
                    {...form.getInputProps('restrictedReason')}
                  />
                )}
                <Button type="submit" loading={state.busy && !preview}>
                  {t('chronology.output.preview')}
                </Button>
                <Button variant="default" disabled={state.busy} onClick={() => saveSheet()}>
                  {t('chronology.output.saveSheet')}
                </Button>
              </Stack>
            </form>
          </SectionCard>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="sm">
            <ErrorNotice error={state.error} />
            {state.done && <Alert color="pine">{state.done}</Alert>}
            {preview ? (
              <>
                <Group justify="space-between">
                  <Text size="sm" c="dimmed">
                    {t('chronology.output.pages', { pages: preview.pages })}
                  </Text>
                  <Group gap="xs">
                    <Button variant="default" disabled={state.busy} onClick={() => print(preview.previewId)}>
                      {t('chronology.output.print')}
                    </Button>
                    <Button disabled={state.busy} onClick={() => savePdf(preview.previewId)}>
                      {t('chronology.output.savePdf')}
                    </Button>
                  </Group>
                </Group>
                <PdfView key={preview.previewId} previewId={preview.previewId} />
              </>
            ) : (
              <Text size="sm" c="dimmed" py="xl" ta="center">
                {t('chronology.output.nothing')}
              </Text>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function FilterWords({ filter }: { readonly filter: Filter }) {
  const { t } = useTranslation('students');
  const writers = useRead('students.writers', {}, { enabled: filter.writer !== null }).data ?? [];
  const names = filter.groups.map((name) => t(`chronology.group.${name}`)).join('、');
  const words = filter.words.trim();
  const lines = [
    names !== '' && t('chronology.output.kinds', { names }),
    (filter.from ?? filter.to) !== null &&
      t('chronology.output.period', { from: formatDate(filter.from), to: formatDate(filter.to) }),
    filter.writer !== null &&
      t('chronology.output.writer', { name: writers.find((user) => user.userId === filter.writer)?.name ?? '' }),
    words !== '' && t('chronology.output.words', { words }),
    !isFiltered(filter) && t('chronology.output.everything'),
  ];
  return lines.map((line) =>
    line === false ? null : (
      <Text key={line} size="sm">
        {line}
      </Text>
    ),
  );
}
