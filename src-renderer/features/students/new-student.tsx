import { Alert, Button, Checkbox, Group, List, Modal, MultiSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { transferPapers } from '../../../src-shared/domain/codes/roll.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import {
  DateField,
  DiscardDraft,
  type Draft,
  DraftMark,
  ErrorNotice,
  formatDate,
  Loading,
  todayLocal,
  useDraft,
  useErrorWords,
} from '../../components/index.ts';
import { CardFields, type CardValues } from './card-fields.tsx';
import { useLanguage } from './use-language.ts';

interface Values extends CardValues {
  readonly transferred: boolean;
  readonly on: string | null;
  readonly otherSchool: string;
  readonly papers: string[];
}

const BLANK: Values = {
  name: '',
  sex: '0',
  birthDate: null,
  ethnicity: null,
  studentNo: '',
  address: '',
  leftBehind: null,
  className: '',
  transferred: false,
  on: null,
  otherSchool: '',
  papers: [],
};

/** One student by hand; a roster is for many. Who may be here already is shown before a second file is made. */
export function NewStudent(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('students');
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('create.title')} size="lg">
      <Drafted onClose={props.onClose} />
    </Modal>
  );
}

/** A draft given up starts the form anew. */
function Drafted(props: { readonly onClose: () => void }) {
  const [round, setRound] = useState(0);
  const draft = useDraft<Values>('newStudent', '', 'new', BLANK);
  if (!draft.ready) return <Loading />;
  return <Fields key={round} draft={draft} onClose={props.onClose} onAnew={() => setRound(round + 1)} />;
}

function Fields(props: { readonly draft: Draft<Values>; readonly onClose: () => void; readonly onAnew: () => void }) {
  const { t } = useTranslation('students');
  const words = useErrorWords();
  const navigate = useNavigate();
  const { draft } = props;
  const form = useForm<Values>({ initialValues: draft.values, onValuesChange: (values) => draft.setValues(values) });
  const [sure, setSure] = useState(false);
  const [asked] = useDebouncedValue(form.values, 250);
  const same = useRead(
    'students.findSame',
    { name: asked.name, birthDate: asked.birthDate, className: asked.className || null, studentNo: asked.studentNo || null },
    { enabled: asked.name.trim().length > 1, keepPrevious: true },
  );
  const known = form.values.name.trim().length > 1 ? (same.data ?? []) : [];
  const create = useWrite('students.create', {
    invalidates: ['students.list', 'students.listCounts', 'students.classes', 'today.overview'],
    draft,
  });
  const unreadable = create.error?.code === 'classUnreadable' ? words('classUnreadable') : undefined;
  const submit = form.onSubmit(({ transferred, on, otherSchool, papers, ...card }) =>
    create.mutate(
      {
        ...card,
        ...(transferred && {
          transfer: { on: on ?? todayLocal(), otherSchool, papers: transferPapers.codes.filter((code) => papers.includes(code)) },
        }),
      },
      {
        onSuccess: ({ studentId }) => {
          props.onClose();
          navigate(`/students/${studentId}`);
        },
      },
    ),
  );
  return (
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
        <TransferFields form={form} />
        {known.length > 0 && <Known found={known} sure={sure} onSure={setSure} />}
        {unreadable === undefined && <ErrorNotice error={create.error} />}
        <Group justify="flex-end">
          <DraftMark savedAt={draft.savedAt} />
          <DiscardDraft shown={draft.savedAt !== null} onDiscard={() => draft.discard().then(props.onAnew)} />
          <Button variant="default" onClick={props.onClose}>
            {t('create.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={known.length > 0 && !sure}>
            {t('create.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function TransferFields({ form }: { readonly form: ReturnType<typeof useForm<Values>> }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  return (
    <>
      <Checkbox label={t('transfer.label')} {...form.getInputProps('transferred', { type: 'checkbox' })} />
      {form.values.transferred && (
        <SimpleGrid cols={3}>
          <DateField label={t('transfer.on')} {...form.getInputProps('on')} />
          <TextInput label={t('move.otherSchoolIn')} {...form.getInputProps('otherSchool')} />
          <MultiSelect
            label={t('move.papersIn')}
            data={codeOptions(transferPapers, language)}
            {...form.getInputProps('papers')}
          />
        </SimpleGrid>
      )}
    </>
  );
}

function Known(props: {
  readonly found: Output<'students.findSame'>;
  readonly sure: boolean;
  readonly onSure: (sure: boolean) => void;
}) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  return (
    <Alert variant="light" color="yellow">
      <Text size="sm" fw={600} mb={4}>
        {t('same.title')}
      </Text>
      <List spacing={4} size="sm">
        {props.found.slice(0, 5).map(({ student, reasons }) => (
          <List.Item key={student.id}>
            <Group gap="xs">
              <Text size="sm">
                {[
                  student.name,
                  student.className,
                  formatDate(student.birthDate),
                  reasons.map((r) => t(`merge.why.${r}`)).join('、'),
                ]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('same.open', { name: student.name })}
                onClick={() => navigate(`/students/${student.id}`)}
              >
                {t('same.open', { name: student.name })}
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
      <Checkbox mt="xs" label={t('same.checked')} checked={props.sure} onChange={(e) => props.onSure(e.currentTarget.checked)} />
    </Alert>
  );
}
