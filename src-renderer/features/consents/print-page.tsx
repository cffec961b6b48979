import { Alert, Button, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type ConsentKind, consentKinds } from '../../../src-shared/domain/codes.ts';
import { ApiError, useRead } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { PaperPage, PreviewButton, SectionCard, usePaper } from '../../components/index.ts';
import { useConsentWords } from './words.ts';

interface Values {
  kind: ConsentKind;
  scope: 'blank' | 'student' | 'class';
  classId: string | null;
  subjectText: string;
  period: string;
  keepYears: number;
  recipient: string;
  purpose: string;
}

/** `/consents/print?student=…&kind=…`: a form for one student, a whole class, or a blank one. */
export function PrintPage() {
  const [search] = useSearchParams();
  // Another address is another choice, and starts from its own.
  return <Choice key={search.toString()} search={search} />;
}

function Choice({ search }: { readonly search: URLSearchParams }) {
  const { t, i18n } = useTranslation('consents');
  const { kindWord } = useConsentWords();
  const studentId = search.get('student');
  const student = useRead('consents.list', { studentId: studentId ?? '' }, { enabled: studentId !== null });
  const classes = useRead('students.classes', {});
  const desk = usePaper();
  const form = useForm<Values>({
    initialValues: {
      kind: consentKinds.codes.find((code) => code === search.get('kind')) ?? 'assessment',
      scope: studentId !== null ? 'student' : search.get('scope') === 'class' ? 'class' : 'blank',
      classId: null,
      subjectText: '',
      period: '',
      keepYears: 3,
      recipient: t('print.recipientDefault'),
      purpose: '',
    },
    validate: {
      classId: (value, values) => (values.scope === 'class' && value === null ? t('print.pickClass') : null),
      recipient: (value) => (value.trim() === '' ? t('print.required') : null),
    },
    onValuesChange: desk.forget,
  });
  const withoutContact = desk.error instanceof ApiError && desk.error.code === 'schoolContactMissing';
  const { kind, scope } = form.values;
  const purposeDefault = t('print.purposeDefault', { kind: kindWord(kind) });
  const show = form.onSubmit((values) =>
    desk.show('consent', {
      kind: values.kind,
      studentId: values.scope === 'student' ? (studentId ?? '') : '',
      classId: values.scope === 'class' ? (values.classId ?? '') : '',
      subjectText: values.subjectText.trim(),
      period: values.period.trim(),
      keepYears: String(values.keepYears),
      recipient: values.recipient.trim(),
      purpose: values.purpose.trim() || purposeDefault,
    }),
  );
  const scopes = [
    { value: 'blank' as const, label: t('print.blank') },
    ...(studentId === null ? [] : [{ value: 'student' as const, label: student.data?.student.name ?? t('print.student') }]),
    { value: 'class' as const, label: t('print.class') },
  ];
  return (
    <PaperPage title={t('print.title')} subtitle={t('print.subtitle')} desk={desk} refusal={withoutContact && <ContactMissing />}>
      <SectionCard title={t('print.choose')}>
        <form onSubmit={show} noValidate>
          <Stack gap="sm">
            <Select
              label={t('print.kind')}
              allowDeselect={false}
              data={codeOptions(consentKinds, i18n.language)}
              {...form.getInputProps('kind')}
            />
            <Select label={t('print.scope')} allowDeselect={false} data={scopes} {...form.getInputProps('scope')} />
            {scope === 'class' && (
              <Select
                label={t('print.className')}
                required
                searchable
                data={(classes.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                {...form.getInputProps('classId')}
              />
            )}
            <TextInput
              label={t(`print.subject.${kind}`)}
              description={t('print.leaveBlank')}
              maxLength={200}
              {...form.getInputProps('subjectText')}
            />
            <TextInput
              label={t(`print.period.${kind}`)}
              description={t('print.leaveBlank')}
              maxLength={100}
              {...form.getInputProps('period')}
            />
            <NumberInput
              label={t('print.keepYears')}
              min={0}
              max={30}
              allowDecimal={false}
              {...form.getInputProps('keepYears')}
            />
            <TextInput label={t('print.recipient')} required maxLength={60} {...form.getInputProps('recipient')} />
            <TextInput
              label={t('print.purpose')}
              placeholder={purposeDefault}
              maxLength={100}
              {...form.getInputProps('purpose')}
            />
            <PreviewButton desk={desk} />
          </Stack>
        </form>
      </SectionCard>
    </PaperPage>
  );
}

/** A form that says no way to reach the school is none. */
function ContactMissing() {
  const { t } = useTranslation('consents');
  return (
    <Alert color="yellow" variant="light">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('print.contactMissing')}</Text>
        <Button size="xs" component={Link} to="/settings">
          {t('print.toSettings')}
        </Button>
      </Stack>
    </Alert>
  );
}
