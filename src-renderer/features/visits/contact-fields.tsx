import {
  ActionIcon,
  Autocomplete,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { contactMatters, contactModes, contactOutcomes, guardianRelations } from '../../../src-shared/domain/codes.ts';
import { call } from '../../app/api.ts';
import { codeOptions, codeWord } from '../../components/code-options.ts';
import { DateField, ErrorNotice, todayLocal } from '../../components/index.ts';
import type { ContactValues } from './contact-values.ts';

type Read = Output<'visits.contacts'>;
type Guardian = Read['guardians'][number];

/** Whom, when, by what, about what, how it ended, and what comes next. */
export function ContactFields(props: {
  readonly known: Read;
  readonly values: ContactValues;
  readonly setValues: (next: Partial<ContactValues>) => void;
  readonly fieldError: (field: string) => string | null;
}) {
  const { t, i18n } = useTranslation('visits');
  const { known, values, setValues, fieldError } = props;
  const run = known.series.find((series) => series.matter === values.matter);
  const failed = contactOutcomes.find(values.outcome).failed;
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <Autocomplete
          label={t('contact.toWhom')}
          data-autofocus
          data={known.guardians.map((guardian) => guardian.name)}
          value={values.toWhom}
          onChange={(toWhom) => setValues({ toWhom })}
          error={fieldError('toWhom')}
        />
        <Select
          label={t('contact.matter')}
          allowDeselect={false}
          data={codeOptions(contactMatters, i18n.language)}
          value={values.matter}
          onChange={(matter) => matter && setValues({ matter })}
        />
        <Select
          label={t('contact.mode')}
          allowDeselect={false}
          data={codeOptions(contactModes, i18n.language).filter(
            ({ value }) => contactModes.find(value).offered || value === values.mode,
          )}
          value={values.mode}
          onChange={(mode) => mode && setValues({ mode })}
        />
      </Group>
      <Guardians studentId={known.student.id} guardians={known.guardians} />
      {run && run.failed > 0 && (
        <Text size="sm" c={run.unreached ? 'var(--mantine-color-error)' : 'dimmed'}>
          {t('contact.run', { count: run.failed })}
        </Text>
      )}
      <div>
        <Text size="sm" fw={500} mb={4} id="contact-outcome">
          {t('contact.outcome')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="contact-outcome"
          data={codeOptions(contactOutcomes, i18n.language)}
          value={values.outcome}
          onChange={(outcome) => contactOutcomes.has(outcome) && setValues({ outcome })}
        />
      </div>
      <Textarea
        label={t('contact.content')}
        description={t(values.outcome === 'givenUp' ? 'contact.givenUpHint' : 'contact.contentHint')}
        autosize
        minRows={2}
        value={values.content}
        onChange={(event) => setValues({ content: event.currentTarget.value })}
        error={fieldError('content')}
      />
      <SimpleGrid cols={2}>
        <TextInput
          label={t('contact.withWhom')}
          placeholder={t('contact.withWhomHint')}
          value={values.withWhom}
          onChange={(event) => setValues({ withWhom: event.currentTarget.value })}
          error={fieldError('withWhom')}
        />
        <TextInput
          label={t('contact.nextStep')}
          value={values.nextStep}
          onChange={(event) => setValues({ nextStep: event.currentTarget.value })}
          error={fieldError('nextStep')}
        />
      </SimpleGrid>
      <Group grow align="flex-start">
        <DateField
          label={t('contact.day')}
          required
          maxDate={todayLocal()}
          value={values.day}
          onChange={(day) => setValues({ day })}
          error={fieldError('contactedAt')}
        />
        <TextInput
          type="time"
          label={t('contact.time')}
          required
          value={values.time}
          onChange={(event) => setValues({ time: event.currentTarget.value })}
        />
        <DateField
          label={t(failed ? 'contact.nextTryOn' : 'contact.nextOn')}
          value={values.nextTryOn}
          onChange={(nextTryOn) => setValues({ nextTryOn })}
          error={fieldError('nextTryOn')}
        />
      </Group>
    </Stack>
  );
}

/** The guardians on the card with their phones covered; a look at one goes into the log. */
function Guardians(props: { readonly studentId: string; readonly guardians: readonly Guardian[] }) {
  const { t } = useTranslation('visits');
  const { studentId, guardians } = props;
  if (guardians.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('contact.noGuardian')}
      </Text>
    );
  }
  return (
    <Group gap="md">
      {guardians.map((guardian) => (
        <GuardianPhone key={guardian.guardianId} studentId={studentId} guardian={guardian} />
      ))}
    </Group>
  );
}

export function GuardianPhone({ studentId, guardian }: { readonly studentId: string; readonly guardian: Guardian }) {
  const { t, i18n } = useTranslation('visits');
  const [shown, setShown] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { guardianId, name, relation, phoneMasked } = guardian;
  const reveal = (): void => {
    call('students.reveal', { studentId, field: 'guardianPhone', guardianId }).then(({ value }) => setShown(value), setError);
  };
  return (
    <>
      <Group gap={4} wrap="nowrap">
        <Text size="xs">
          {name} · {codeWord(guardianRelations, relation, i18n.language)} · {shown ?? phoneMasked ?? t('contact.noPhone')}
        </Text>
        {phoneMasked !== null && shown === null && (
          <Tooltip label={t('contact.phoneHint')}>
            <ActionIcon size="xs" variant="subtle" aria-label={t('contact.phone', { name })} onClick={reveal}>
              <IconEye size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <ErrorNotice error={error} />
    </>
  );
}
