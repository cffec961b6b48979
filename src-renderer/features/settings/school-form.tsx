import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { School } from '../../../src-shared/contract/settings.ts';
import { schoolTypes } from '../../../src-shared/contract/vault.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, Loading, SectionCard } from '../../components/index.ts';

/** The school's own data; what county summaries and printed records carry in their head. */
export function SchoolForm() {
  const school = useRead('settings.school', {});
  if (school.isError) return <ErrorNotice error={school.error} onRetry={() => void school.refetch()} />;
  if (!school.data) return <Loading />;
  return <Form school={school.data} />;
}

interface Contact {
  readonly room: string;
  readonly phone: string;
  readonly person: string;
}

const blank = (contact: School['contact']): Contact => ({
  room: contact?.room ?? '',
  phone: contact?.phone ?? '',
  person: contact?.person ?? '',
});

/** Null where nothing is filled in. */
function toContact({ room, phone, person }: Contact): School['contact'] {
  const given = { room: room.trim() || null, phone: phone.trim() || null, person: person.trim() || null };
  return Object.values(given).every((value) => value === null) ? null : given;
}

function Form(props: { readonly school: School }) {
  const { t } = useTranslation('settings');
  const { role } = useSession();
  const save = useWrite('settings.saveSchool', { invalidates: ['settings.school'] });
  const form = useForm({
    initialValues: {
      ...props.school,
      code: props.school.code ?? '',
      county: props.school.county ?? '',
      contact: blank(props.school.contact),
    },
    validate: {
      name: (value) => ([...value.trim()].length < 2 ? t('school.nameMissing') : null),
      code: (value) => (value === '' || /^\d{10}$/.test(value) ? null : t('school.codeWrong')),
      smallGroup: (value) => (value >= 2 && value <= 20 ? null : t('school.smallGroupWrong')),
    },
  });
  const readOnly = role === 'clerk';
  const submit = form.onSubmit((values) =>
    save.mutate(
      {
        ...values,
        code: values.code === '' ? null : values.code,
        county: values.county.trim() === '' ? null : values.county.trim(),
        contact: toContact(values.contact),
      },
      { onSuccess: () => notifications.show({ message: t('school.saved') }) },
    ),
  );
  return (
    <SectionCard title={t('school.title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={640}>
          <Group grow align="flex-start">
            <TextInput label={t('school.name')} required readOnly={readOnly} {...form.getInputProps('name')} />
            <Select
              label={t('school.type')}
              required
              allowDeselect={false}
              disabled={readOnly}
              data={schoolTypes.map((type) => ({ value: type, label: t(`vault:schoolType.${type}`) }))}
              {...form.getInputProps('type')}
            />
          </Group>
          <Group grow align="flex-start">
            <TextInput
              label={t('school.code')}
              description={t('school.codeHint')}
              inputMode="numeric"
              readOnly={readOnly}
              {...form.getInputProps('code')}
            />
            <TextInput
              label={t('school.county')}
              description={t('school.countyHint')}
              readOnly={readOnly}
              {...form.getInputProps('county')}
            />
          </Group>
          <Group grow align="flex-start">
            <TextInput
              label={t('school.room')}
              description={t('school.contactHint')}
              maxLength={60}
              readOnly={readOnly}
              {...form.getInputProps('contact.room')}
            />
            <TextInput
              label={t('school.phone')}
              description={t('school.phoneHint')}
              maxLength={40}
              readOnly={readOnly}
              {...form.getInputProps('contact.phone')}
            />
            <TextInput
              label={t('school.person')}
              description={t('school.personHint')}
              maxLength={40}
              readOnly={readOnly}
              {...form.getInputProps('contact.person')}
            />
          </Group>
          <NumberInput
            label={t('school.smallGroup')}
            description={t('school.smallGroupHint')}
            min={2}
            max={20}
            allowDecimal={false}
            readOnly={readOnly}
            {...form.getInputProps('smallGroup')}
          />
          <ErrorNotice error={save.error} />
          {!readOnly && (
            <Group>
              <Button type="submit" loading={save.isPending}>
                {t('school.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </SectionCard>
  );
}
