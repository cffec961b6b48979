import { Button, Group, Modal, SimpleGrid, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StudentFile } from '../../../src-shared/contract/students.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import { disabilities, households, leftBehindKinds } from '../../../src-shared/domain/codes/person.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, formatDate, SectionCard, Stat, useErrorWords } from '../../components/index.ts';
import { CardFields } from './card-fields.tsx';
import { CardHistory } from './card-history.tsx';
import { Covered } from './covered.tsx';
import { CARD_TOUCHED, GuardianCard } from './guardian-card.tsx';
import { flagOf, PersonFields, type PersonValues, toPersonInput } from './person-fields.tsx';
import { CareCard, RollCard } from './roll-card.tsx';
import { useLanguage } from './use-language.ts';

/** Details of the school roll, with the numbers that identify a person covered until asked for. */
export function StudentCard({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { card } = file;
  const [editing, { open, close }] = useDisclosure(false);
  const [history, { open: showHistory, close: hideHistory }] = useDisclosure(false);
  const details = useRead('students.rollDetails', { studentId: card.id });
  const yesNo = (value: boolean | null) => (value === null ? t('none') : value ? t('yes') : t('no'));
  return (
    <SimpleGrid cols={2} mt="sm">
      <SectionCard
        title={t('card.title')}
        actions={
          <Group gap="xs">
            <Button size="compact-sm" variant="default" leftSection={<IconHistory size={14} aria-hidden />} onClick={showHistory}>
              {t('details.changes')}
            </Button>
            <Button size="compact-sm" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={open}>
              {t('card.edit')}
            </Button>
          </Group>
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
      {details.data && (
        <>
          <GuardianCard studentId={card.id} guardians={details.data.guardians} />
          <RollCard studentId={card.id} details={details.data} />
          <CareCard studentId={card.id} details={details.data} />
        </>
      )}
      <ErrorNotice error={details.error} onRetry={() => void details.refetch()} />
      {history && <CardHistory studentId={card.id} onClose={hideHistory} />}
      <EditCard key={card.revision} file={file} opened={editing} onClose={close} />
    </SimpleGrid>
  );
}

function EditCard(props: { readonly file: StudentFile; readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('students');
  const { card } = props.file;
  const words = useErrorWords();
  const form = useForm<PersonValues>({
    initialValues: {
      name: card.name,
      sex: (['0', '1', '2', '9'] as const).find((s) => s === card.sex) ?? '0',
      birthDate: card.birthDate,
      ethnicity: card.ethnicity,
      studentNo: card.studentNo ?? '',
      address: card.address ?? '',
      leftBehind: leftBehindKinds.codes.find((code) => code === card.leftBehind) ?? null,
      className: '',
      registrationNo: '',
      idType: card.idType,
      idNumber: '',
      phone: '',
      household: card.household,
      disability: card.disability,
      migrantChild: flagOf(card.migrantChild),
      orphan: flagOf(card.orphan),
      onlyChild: flagOf(card.onlyChild),
    },
  });
  const update = useWrite('students.update', { invalidates: [...CARD_TOUCHED, 'students.search'] });
  const fields = Object.keys(update.error?.fields ?? {});
  const submit = form.onSubmit((values) => {
    const { name, sex, birthDate, ethnicity, studentNo, address, leftBehind } = values;
    const known = { name, sex, birthDate, ethnicity, studentNo, address, leftBehind };
    update.mutate(
      { ...known, ...toPersonInput(values), studentId: card.id, revision: card.revision },
      {
        onSuccess: props.onClose,
        onError: (error) => form.setErrors(Object.fromEntries(Object.entries(error.fields).map(([f, code]) => [f, words(code)]))),
      },
    );
  });
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('card.title')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <CardFields form={form} />
          <PersonFields form={form} />
          {fields.length === 0 && <ErrorNotice error={update.error} />}
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
