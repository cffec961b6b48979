import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentRow } from '../../../src-shared/contract/consents.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ConsentKind, consentForms, consentKinds } from '../../../src-shared/domain/codes.ts';
import { ageBasis, consentParties } from '../../../src-shared/domain/consent.ts';
import { ageOn, isLocalDate } from '../../../src-shared/domain/dates.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, ErrorNotice, Loading } from '../../components/index.ts';
import { type EntryValues, freshEntry, storedEntry, toEntry } from './entry-values.ts';
import { GiverFields } from './giver-fields.tsx';
import { TOUCHED } from './touched.ts';
import { useConsentWords } from './words.ts';

/** Records a consent, or puts one right. */
export function EntryForm(props: {
  readonly studentId: string;
  readonly kind?: ConsentKind;
  readonly row?: ConsentRow;
  readonly onDone: () => void;
}) {
  const read = useRead('consents.list', { studentId: props.studentId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  return <Fields {...props} known={read.data} />;
}

function Fields(props: {
  readonly studentId: string;
  readonly kind?: ConsentKind;
  readonly row?: ConsentRow;
  readonly known: Output<'consents.list'>;
  readonly onDone: () => void;
}) {
  const { t, i18n } = useTranslation('consents');
  const words = useConsentWords();
  const { row, known } = props;
  const [values, setValues] = useState<EntryValues>(() =>
    row ? storedEntry(row) : freshEntry(props.kind ?? 'counseling', known.guardians[0]),
  );
  const set = (part: Partial<EntryValues>): void => setValues({ ...values, ...part });
  const add = useWrite('consents.add', { invalidates: TOUCHED });
  const correct = useWrite('consents.correct', { invalidates: [...TOUCHED, 'students.corrections'] });
  const error = add.error ?? correct.error;
  const fieldError = useFieldErrors(error);
  const { separate, named } = consentKinds.find(values.kind);
  const on = values.givenOn;
  const basis = on !== null && isLocalDate(on) ? ageBasis(known.birthDate, on) : null;
  const age =
    basis !== null && basis !== 'unknown' && known.birthDate !== null && on !== null ? ageOn(known.birthDate, on) : null;
  const text = (key: 'scope' | 'recipient' | 'witness' | 'keptAt' | 'limits' | 'note') => ({
    value: values[key],
    error: fieldError(key),
    onChange: (event: { currentTarget: { value: string } }) => set({ [key]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // Its window may stand inside another form, which must not be sent along.
    event.stopPropagation();
    const entry = toEntry(values);
    const done = (): void => {
      notifications.show({ message: t('form.saved') });
      props.onDone();
    };
    if (row) correct.mutate({ consentId: row.consentId, revision: row.revision, ...entry }, { onSuccess: done });
    else add.mutate({ studentId: props.studentId, ...entry }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {row && (
          <Text size="sm" c="dimmed">
            {t('form.correctHint')}
          </Text>
        )}
        <Select
          label={t('form.kind')}
          required
          allowDeselect={false}
          data={codeOptions(consentKinds, i18n.language)}
          value={values.kind}
          onChange={(kind) => kind && set({ kind })}
          description={separate ? t('form.separate') : undefined}
        />
        <TextInput
          label={t('form.scope')}
          required={separate}
          maxLength={500}
          placeholder={t(`form.scopeHint.${values.kind}`)}
          {...text('scope')}
        />
        {named && (
          <TextInput
            label={t('form.recipient')}
            required
            maxLength={200}
            placeholder={t('form.recipientHint')}
            {...text('recipient')}
          />
        )}
        <Group grow align="flex-start">
          <DateField
            label={t('form.givenOn')}
            required
            value={values.givenOn}
            onChange={(givenOn) => set({ givenOn })}
            error={fieldError('givenOn')}
          />
          <DateField
            label={t('form.untilDate')}
            value={values.untilDate}
            onChange={(untilDate) => set({ untilDate })}
            placeholder={t('form.untilHint')}
            error={fieldError('untilDate')}
          />
        </Group>
        {basis !== null && (
          <Text size="sm" role="status">
            {`${t('form.ageOn')} ${words.age(basis, age)}`}
          </Text>
        )}
        <Group grow align="flex-start">
          <Select
            label={t('form.giver')}
            required
            allowDeselect={false}
            data={consentParties.map((value) => ({ value, label: t(`giver.${value}`) }))}
            value={values.giver}
            onChange={(giver) => giver && set({ giver })}
            error={fieldError('giver')}
          />
          <Select
            label={t('form.form')}
            required
            allowDeselect={false}
            data={codeOptions(consentForms, i18n.language)}
            value={values.form}
            onChange={(form) => form && set({ form })}
          />
        </Group>
        {values.giver !== 'student' && (
          <GiverFields values={values} onChange={set} guardians={known.guardians} fieldError={fieldError} />
        )}
        {values.form === 'verbal' && (
          <TextInput label={t('form.witness')} required maxLength={40} description={t('form.witnessHint')} {...text('witness')} />
        )}
        {values.form === 'paper' && (
          <TextInput label={t('form.keptAt')} maxLength={100} placeholder={t('form.keptAtHint')} {...text('keptAt')} />
        )}
        <TextInput label={t('form.limits')} maxLength={1000} placeholder={t('form.limitsHint')} {...text('limits')} />
        <TextInput label={t('form.note')} maxLength={500} {...text('note')} />
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onDone}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending || correct.isPending}>
            {t(row ? 'form.saveChange' : 'form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
