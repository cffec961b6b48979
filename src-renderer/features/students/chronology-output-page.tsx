import { Button, Checkbox, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { type RecipientKind, recipientKinds } from '../../../src-shared/contract/documents.ts';
import { call, useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { type Ground, groundQuery, NO_GROUND, toBasis } from '../../components/ground.ts';
import { ErrorNotice, formatDate, Loading, PaperPage, PreviewButton, SectionCard, usePaper } from '../../components/index.ts';
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
  const desk = usePaper();
  const form = useForm<Values>({
    initialValues: { recipient: '', recipientKind: '', ground: NO_GROUND, purpose: '', restricted: false, restrictedReason: '' },
    validate: {
      recipient: (value) => (value.trim() === '' ? t('chronology.output.required') : null),
      recipientKind: (value) => (value === '' ? t('chronology.output.required') : null),
      purpose: (value) => (value.trim() === '' ? t('chronology.output.required') : null),
      restrictedReason: (value, values) =>
        values.restricted && value.trim().length < 4 ? t('chronology.output.reasonShort') : null,
    },
    onValuesChange: desk.forget,
  });
  const fieldError = useFieldErrors(desk.error);
  const groundOf = (values: Values): Ground => (values.recipientKind === 'outside' ? values.ground : NO_GROUND);
  const requestOf = (values: Values) => ({
    ...askedFor(studentId, filter),
    recipient: values.recipient.trim(),
    recipientKind: values.recipientKind || ('school' as const),
    purpose: values.purpose.trim(),
    restricted: values.restricted,
    ...(values.restricted && { restrictedReason: values.restrictedReason.trim() }),
  });
  const show = form.onSubmit((values) => {
    const { kinds, restricted, ...request } = requestOf(values);
    return desk.show('chronology', {
      ...request,
      ...groundQuery(groundOf(values)),
      restricted: String(restricted),
      ...(kinds && { kinds: kinds.join(',') }),
    });
  });
  const saveSheet = form.onSubmit((values) =>
    desk.run(async () => {
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

  if (file.isPending) return <Loading />;
  if (!file.data) return <ErrorNotice error={file.error} />;
  const { card, className } = file.data;
  return (
    <PaperPage
      title={t('chronology.output.title')}
      subtitle={[card.name, className].filter(Boolean).join(' · ')}
      actions={
        <Button variant="default" onClick={() => navigate(`/students/${studentId}`)}>
          {t('chronology.output.back')}
        </Button>
      }
      desk={desk}
      nothing={t('chronology.output.nothing')}
    >
      <SectionCard title={t('chronology.output.filter')}>
        <FilterWords filter={filter} />
        <form onSubmit={show}>
          <Stack gap="sm" mt="sm">
            <Text size="sm" c="dimmed">
              {t('chronology.output.about')}
            </Text>
            <TextInput required maxLength={60} label={t('chronology.output.recipient')} {...form.getInputProps('recipient')} />
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
              <Checkbox label={t('chronology.output.restricted')} {...form.getInputProps('restricted', { type: 'checkbox' })} />
            )}
            {form.values.restricted && (
              <TextInput
                required
                maxLength={200}
                label={t('chronology.output.reason')}
                {...form.getInputProps('restrictedReason')}
              />
            )}
            <PreviewButton desk={desk} />
            <Button variant="default" disabled={desk.busy} onClick={() => saveSheet()}>
              {t('chronology.output.saveSheet')}
            </Button>
          </Stack>
        </form>
      </SectionCard>
    </PaperPage>
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
