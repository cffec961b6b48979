import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactRow } from '../../../src-shared/contract/visits.ts';
import { contactMatters, contactModes, contactOutcomes } from '../../../src-shared/domain/codes.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { codeWord } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DraftFooter, ErrorNotice, formatDate, formatInstant, Loading, useDraft } from '../../components/index.ts';
import { ContactFields } from './contact-fields.tsx';
import { CONTACT_TOUCHED } from './contact-quick.tsx';
import { storedContact, toContact } from './contact-values.ts';

/** One attempt in full; a wrong entry is put right here, and what stood there before stays readable. */
export function ContactDialog(props: { readonly row: ContactRow; readonly onClose: () => void }) {
  const { t } = useTranslation('visits');
  const [editing, setEditing] = useState(false);
  const { row, onClose } = props;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(editing ? 'contact.correctTitle' : 'contact.title', { name: row.student.name })}
    >
      {editing ? <Correct row={row} onDone={onClose} /> : <Detail row={row} onCorrect={() => setEditing(true)} />}
    </Modal>
  );
}

function Detail({ row, onCorrect }: { readonly row: ContactRow; readonly onCorrect: () => void }) {
  const { t, i18n } = useTranslation('visits');
  const words = [
    ['contact.toWhom', row.toWhom],
    ['contact.withWhom', row.withWhom],
    ['contact.content', row.content],
    ['contact.nextStep', row.nextStep],
    ['contact.nextOn', row.nextTryOn && formatDate(row.nextTryOn)],
  ] as const;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <OutcomeBadge outcome={row.outcome} />
        <Text size="sm" c="dimmed">
          {[
            formatInstant(row.contactedAt),
            codeWord(contactModes, row.mode, i18n.language),
            codeWord(contactMatters, row.matter, i18n.language),
          ].join(' · ')}
        </Text>
      </Group>
      {words.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <Text size="xs" c="dimmed">
                {t(label)}
              </Text>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {value}
              </Text>
            </div>
          ),
      )}
      <Text size="xs" c="dimmed">
        {t('contact.recorded', { at: formatInstant(row.recordedAt), by: row.recordedBy })}
      </Text>
      {row.corrected && <Corrections row={row} />}
      <Group justify="flex-end">
        <Button component={Link} to={`/students/${row.student.id}`} variant="default">
          {t('contact.toFile')}
        </Button>
        <Button variant="default" onClick={onCorrect}>
          {t('contact.correct')}
        </Button>
      </Group>
    </Stack>
  );
}

function Corrections({ row }: { readonly row: ContactRow }) {
  const { t } = useTranslation('visits');
  const read = useRead('students.corrections', { studentId: row.student.id, kind: 'contact', id: row.contactId });
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('contact.corrections')}
      </Text>
      <ErrorNotice error={read.error} />
      {read.data?.map((change, index) => (
        <Text key={`${change.at}${change.field}${String(index)}`} size="xs" c="dimmed">
          {t('contact.correction', {
            at: formatInstant(change.at),
            by: change.by ?? '',
            from: change.from ?? '—',
            to: change.to ?? '—',
          })}
        </Text>
      ))}
    </div>
  );
}

function Correct({ row, onDone }: { readonly row: ContactRow; readonly onDone: () => void }) {
  const { t } = useTranslation('visits');
  const draft = useDraft('contact', row.student.id, row.contactId, storedContact(row));
  const known = useRead('visits.contacts', { studentId: row.student.id });
  const save = useWrite('visits.saveContact', { invalidates: CONTACT_TOUCHED, draft });
  const fieldError = useFieldErrors(save.error);
  if (known.error) return <ErrorNotice error={known.error} />;
  if (!known.data || !draft.ready) return <Loading />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          {
            ...toContact(draft.values),
            studentId: row.student.id,
            contactId: row.contactId,
            revision: row.revision,
            draftId: row.contactId,
          },
          { onSuccess: onDone },
        );
      }}
    >
      <Stack gap="sm">
        <ContactFields known={known.data} values={draft.values} setValues={draft.setValues} fieldError={fieldError} />
        <Text size="xs" c="dimmed">
          {t('contact.correctHint')}
        </Text>
        <ErrorNotice error={save.error} />
        <DraftFooter draft={draft} saving={save.isPending} save={t('form.save')} />
      </Stack>
    </form>
  );
}

export function OutcomeBadge({ outcome }: { readonly outcome: ContactRow['outcome'] }) {
  const { i18n } = useTranslation();
  const { failed } = contactOutcomes.find(outcome);
  return (
    <Badge
      variant="outline"
      color={failed ? 'orange' : 'gray'}
      c="var(--mantine-color-text)"
      radius="sm"
      size="sm"
      style={{ flexShrink: 0 }}
    >
      {codeWord(contactOutcomes, outcome, i18n.language)}
    </Badge>
  );
}
