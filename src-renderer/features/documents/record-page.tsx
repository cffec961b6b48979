import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { RecipientKind, RecordSection } from '../../../src-shared/contract/documents.ts';
import { useRead } from '../../app/api.ts';
import { type Ground, groundQuery, NO_GROUND } from '../../components/ground.ts';
import { ErrorNotice, formatInstant, Loading, PaperPage, PreviewButton, SectionCard, usePaper } from '../../components/index.ts';
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
  const desk = usePaper(() => register.refetch());
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
    onValuesChange: desk.forget,
  });
  const show = form.onSubmit((values) => desk.show('record', queryOf(studentId, values)));

  if (student.isPending) return <Loading />;
  if (student.error) return <ErrorNotice error={student.error} />;
  const { name, className } = student.data.student;
  return (
    <PaperPage title={t('title')} subtitle={t('subtitle', { name: [name, className].filter(Boolean).join(' · ') })} desk={desk}>
      <Stack gap="md">
        <SectionCard title={t('choose')}>
          <form onSubmit={show}>
            <Stack gap="md">
              <RecordFields form={form} studentId={studentId} error={desk.error} />
              <PreviewButton desk={desk} />
            </Stack>
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
                <Text size="sm">{t('registerLine', { copy: row.copyNo, recipient: row.recipient, purpose: row.purpose })}</Text>
                <Text size="xs" c="dimmed">
                  {formatInstant(row.at)} · {t(`outcome.${row.outcome}`)} · {row.by}
                </Text>
              </div>
            ))}
          </Stack>
        </SectionCard>
      </Stack>
    </PaperPage>
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
