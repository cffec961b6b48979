import { ActionIcon, Button, Group, Modal, SimpleGrid, Stack, Text, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import type { StudentFile } from '../../../src-shared/contract/students.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import { disabilities, guardianRelations, households, leftBehindKinds } from '../../../src-shared/domain/codes/person.ts';
import { call, useWrite } from '../../app/api.ts';
import { ErrorNotice, formatDate, SectionCard, Stat } from '../../components/index.ts';
import { CardFields, type CardValues } from './card-fields.tsx';
import { useLanguage } from './use-language.ts';

/** Details of the school roll, with the numbers that identify a person covered until asked for. */
export function StudentCard({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { card } = file;
  const [editing, { open, close }] = useDisclosure(false);
  const yesNo = (value: boolean | null) => (value === null ? t('none') : value ? t('yes') : t('no'));
  return (
    <SimpleGrid cols={2} mt="sm">
      <SectionCard
        title={t('card.title')}
        actions={
          <Button size="compact-sm" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={open}>
            {t('card.edit')}
          </Button>
        }
      >
        <SimpleGrid cols={3} spacing="sm">
          <Stat label={t('card.birthDate')} value={formatDate(card.birthDate)} />
          <Stat
            label={t('card.ethnicity')}
            value={card.ethnicity === null ? t('none') : ethnicities.label(card.ethnicity, language)}
          />
          <Stat label={t('card.studentNo')} value={card.studentNo ?? t('none')} />
          <Covered
            studentId={card.id}
            field="registrationNo"
            masked={card.registrationNoMasked}
            label={t('card.registrationNo')}
          />
          <Covered studentId={card.id} field="idNumber" masked={card.idNumberMasked} label={t('card.idNumber')} />
          <Covered studentId={card.id} field="phone" masked={card.phoneMasked} label={t('card.phone')} />
          <Stat label={t('card.address')} value={card.address ?? t('none')} />
          <Stat
            label={t('card.household')}
            value={card.household === null ? t('none') : households.label(card.household, language)}
          />
          <Stat
            label={t('card.leftBehind')}
            value={card.leftBehind === null ? t('none') : leftBehindKinds.label(card.leftBehind, language)}
          />
          <Stat
            label={t('card.disability')}
            value={card.disability === null ? t('none') : disabilities.label(card.disability, language)}
          />
          <Stat label={t('card.onlyChild')} value={yesNo(card.onlyChild)} />
          <Stat label={t('card.migrantChild')} value={yesNo(card.migrantChild)} />
          <Stat label={t('card.orphan')} value={yesNo(card.orphan)} />
        </SimpleGrid>
      </SectionCard>
      <SectionCard title={t('card.guardians')}>
        {file.guardians.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('card.noGuardian')}
          </Text>
        )}
        <Stack gap="xs">
          {file.guardians.map((g) => (
            <Covered
              key={g.id}
              studentId={card.id}
              field="guardianPhone"
              guardianId={g.id}
              masked={g.phoneMasked}
              label={`${g.name} · ${guardianRelations.label(g.relation, language)}`}
            />
          ))}
        </Stack>
      </SectionCard>
      <EditCard key={card.revision} file={file} opened={editing} onClose={close} />
    </SimpleGrid>
  );
}

/** A masked value with a button that shows it; each look goes into the log. */
function Covered(props: {
  readonly studentId: string;
  readonly field: Input<'students.reveal'>['field'];
  readonly guardianId?: string;
  readonly masked: string | null;
  readonly label: string;
}) {
  const { t } = useTranslation('students');
  const [shown, setShown] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { studentId, field, guardianId } = props;
  const reveal = (): void => {
    call('students.reveal', { studentId, field, ...(guardianId !== undefined && { guardianId }) }).then(
      ({ value }) => setShown(value),
      setError,
    );
  };
  const name = t('card.show', { what: props.label });
  const value = (
    <Group gap={4} wrap="nowrap">
      <span>{shown ?? props.masked ?? t('none')}</span>
      {props.masked !== null && shown === null && (
        <Tooltip label={t('card.showHint')}>
          <ActionIcon size="xs" variant="subtle" aria-label={name} onClick={reveal}>
            <IconEye size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
  return (
    <>
      <Stat label={props.label} value={value} />
      <ErrorNotice error={error} />
    </>
  );
}

function EditCard(props: { readonly file: StudentFile; readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('students');
  const { card } = props.file;
  const form = useForm<CardValues>({
    initialValues: {
      name: card.name,
      sex: (['0', '1', '2', '9'] as const).find((s) => s === card.sex) ?? '0',
      birthDate: card.birthDate,
      ethnicity: card.ethnicity,
      studentNo: card.studentNo ?? '',
      address: card.address ?? '',
      leftBehind: (['0', '1', '2'] as const).find((s) => s === card.leftBehind) ?? null,
      className: '',
    },
  });
  const update = useWrite('students.update', { invalidates: ['students.file', 'students.list', 'students.search'] });
  const submit = form.onSubmit(({ className: _className, ...values }) =>
    update.mutate({ ...values, studentId: card.id, revision: card.revision }, { onSuccess: props.onClose }),
  );
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('card.title')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <CardFields form={form} />
          <ErrorNotice error={update.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('create.cancel')}
            </Button>
            <Button type="submit" loading={update.isPending}>
              {t('create.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
