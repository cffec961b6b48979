import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../app/api.ts';
import type { QuickFormProps, QuickStudent } from '../../app/quick-forms.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DraftFooter, ErrorNotice, Loading, StudentSet, useFirstFocus, useSetDraft } from '../../components/index.ts';
import { ContactFields } from './contact-fields.tsx';
import { freshContact, toContact } from './contact-values.ts';

export const CONTACT_TOUCHED = [
  'visits.contacts',
  'visits.contactList',
  'students.file',
  'students.chronology',
  'students.corrections',
  'today.overview',
  'drafts.list',
] as const;

/** One attempt to reach a guardian, whether it succeeded or not. */
export function ContactQuick(props: QuickFormProps) {
  const { t } = useTranslation('visits');
  const draft = useSetDraft('contact', props.students.slice(0, 1), freshContact(props.preset));
  const [student] = draft.students;
  const place = useFirstFocus<HTMLDivElement>(!student);
  return (
    <Stack gap="sm" ref={place}>
      <StudentSet label={t('quick.who')} draft={draft} several={false} />
      {student && !draft.moving && <Form key={student.id} {...props} student={student} draft={draft} />}
    </Stack>
  );
}

function Form(
  props: QuickFormProps & {
    readonly student: QuickStudent;
    readonly draft: ReturnType<typeof useSetDraft<ReturnType<typeof freshContact>>>;
  },
) {
  const { t } = useTranslation('visits');
  const { student, draft, onSaved } = props;
  const known = useRead('visits.contacts', { studentId: student.id });
  const save = useWrite('visits.saveContact', { invalidates: CONTACT_TOUCHED, draft });
  const fieldError = useFieldErrors(save.error);
  const form = useFirstFocus<HTMLFormElement>(draft.ready && known.data !== undefined);
  if (known.error) return <ErrorNotice error={known.error} />;
  if (!known.data || !draft.ready) return <Loading />;
  const submit = (): void => {
    save.mutate(
      { ...toContact(draft.values), studentId: student.id, draftId: 'new' },
      {
        onSuccess: ({ failed }) => {
          const message = t(failed > 0 ? 'quick.contactFailed' : 'quick.contactSaved', { name: student.name, count: failed });
          onSaved({ message, to: `/students/${student.id}` });
        },
      },
    );
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <ContactFields known={known.data} values={draft.values} setValues={draft.setValues} fieldError={fieldError} />
        <ErrorNotice error={save.error} />
        <DraftFooter draft={draft} saving={save.isPending} save={t('form.save')} />
      </Stack>
    </form>
  );
}
