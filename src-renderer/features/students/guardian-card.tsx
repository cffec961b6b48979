import { ActionIcon, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RollDetails } from '../../../src-shared/contract/students.ts';
import { guardianRelations } from '../../../src-shared/domain/codes/person.ts';
import { useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { ErrorNotice, SectionCard, useErrorWords } from '../../components/index.ts';
import { Covered } from './covered.tsx';
import { useLanguage } from './use-language.ts';

type Guardian = RollDetails['guardians'][number];
export const CARD_TOUCHED = [
  'students.file',
  'students.rollDetails',
  'students.cardChanges',
  'students.list',
  'students.listCounts',
] as const;

/** Guardians with their phones covered; each can be changed or removed, and what was before stays in the history. */
export function GuardianCard(props: { readonly studentId: string; readonly guardians: readonly Guardian[] }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const [editing, setEditing] = useState<Guardian | 'new' | null>(null);
  const remove = useWrite('students.removeGuardian', { invalidates: CARD_TOUCHED });
  const { studentId, guardians } = props;
  return (
    <SectionCard
      title={t('card.guardians')}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t('details.guardianAdd')}
        </Button>
      }
    >
      {guardians.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('card.noGuardian')}
        </Text>
      )}
      <ErrorNotice error={remove.error} />
      <Stack gap="xs">
        {guardians.map((g) => (
          <Group key={g.id} justify="space-between" wrap="nowrap" align="flex-start">
            <Covered
              studentId={studentId}
              field="guardianPhone"
              guardianId={g.id}
              masked={g.phoneMasked}
              label={[g.name, guardianRelations.label(g.relation, language), g.primary ? t('details.primary') : '', g.note ?? '']
                .filter((text) => text !== '')
                .join(' · ')}
            />
            <Group gap={4} wrap="nowrap">
              <ActionIcon variant="subtle" aria-label={t('details.guardianEdit', { name: g.name })} onClick={() => setEditing(g)}>
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('details.guardianRemove', { name: g.name })}
                onClick={() => remove.mutate({ studentId, guardianId: g.id })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </Group>
        ))}
      </Stack>
      {editing !== null && (
        <GuardianForm studentId={studentId} guardian={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
      )}
    </SectionCard>
  );
}

function GuardianForm(props: { readonly studentId: string; readonly guardian: Guardian | null; readonly onDone: () => void }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const words = useErrorWords();
  const { guardian } = props;
  const save = useWrite('students.saveGuardian', { invalidates: CARD_TOUCHED });
  const form = useForm({
    initialValues: {
      name: guardian?.name ?? '',
      relation: guardianRelations.codes.find((code) => code === guardian?.relation) ?? 'father',
      phone: '',
      primary: guardian?.primary ?? false,
      note: guardian?.note ?? '',
    },
  });
  const submit = form.onSubmit(({ phone, ...values }) =>
    save.mutate(
      {
        ...values,
        studentId: props.studentId,
        ...(guardian && { guardianId: guardian.id }),
        ...(phone.trim() !== '' && { phone }),
      },
      { onSuccess: props.onDone },
    ),
  );
  const unread = save.error?.code === 'phoneUnreadable';
  return (
    <Modal opened onClose={props.onDone} title={t('details.guardian')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={t('details.guardianName')} required data-autofocus {...form.getInputProps('name')} />
          <Select
            label={t('details.guardianRelation')}
            required
            allowDeselect={false}
            data={codeOptions(guardianRelations, language)}
            {...form.getInputProps('relation')}
          />
          <TextInput
            label={t('details.guardianPhone')}
            description={guardian ? t('details.guardianPhoneKeep') : undefined}
            {...form.getInputProps('phone')}
            error={unread ? words('phoneUnreadable') : undefined}
          />
          <Checkbox label={t('details.guardianPrimary')} {...form.getInputProps('primary', { type: 'checkbox' })} />
          <TextInput label={t('details.guardianNote')} {...form.getInputProps('note')} />
          {!unread && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onDone}>
              {t('details.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('details.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
