import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice, useErrorWords } from '../../components/index.ts';
import { CardFields, type CardValues } from './card-fields.tsx';

const BLANK: CardValues = {
  name: '',
  sex: '0',
  birthDate: null,
  ethnicity: null,
  studentNo: '',
  address: '',
  leftBehind: null,
  className: '',
};

/** One student by hand; a roster is for many. */
export function NewStudent(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('students');
  const words = useErrorWords();
  const navigate = useNavigate();
  const form = useForm<CardValues>({ initialValues: BLANK });
  const create = useWrite('students.create', { invalidates: ['students.list', 'students.classes'] });
  const unreadable = create.error?.code === 'classUnreadable' ? words('classUnreadable') : undefined;
  const submit = form.onSubmit((values) =>
    create.mutate(values, {
      onSuccess: ({ studentId }) => {
        form.reset();
        props.onClose();
        navigate(`/students/${studentId}`);
      },
    }),
  );
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('create.title')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <CardFields form={form} />
          <TextInput
            label={t('create.className')}
            description={t('create.classHint')}
            required
            {...form.getInputProps('className')}
            error={unreadable}
          />
          {unreadable === undefined && <ErrorNotice error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('create.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('create.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
