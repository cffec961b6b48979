import { Button, Group, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { visitModes } from '../../../src-shared/domain/codes.ts';
import { useRead, useWrite } from '../../app/api.ts';
import type { QuickFormProps } from '../../app/quick-forms.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import {
  DateField,
  DraftFooter,
  ErrorNotice,
  Loading,
  StudentSet,
  todayLocal,
  useFirstFocus,
  useSetDraft,
} from '../../components/index.ts';
import { blankVisit, toVisit, VISIT_TOUCHED } from './visit-values.ts';

/** The short form of a home visit; it shares its draft with the whole one, so that either goes on where the other stopped. */
export function VisitQuick(props: QuickFormProps) {
  const { t, i18n } = useTranslation('visits');
  const draft = useSetDraft('visit', props.students.slice(0, 1), blankVisit());
  const [alone, setAlone] = useState(false);
  const staff = useRead('settings.staff', {});
  const save = useWrite('visits.saveHomeVisit', { invalidates: VISIT_TOUCHED, draft });
  const fieldError = useFieldErrors(save.error);
  const form = useFirstFocus<HTMLFormElement>(draft.ready);
  const { values, setValues } = draft;
  const [student] = draft.students;
  if (!draft.ready) return <Loading />;
  const submit = (): void => {
    setAlone(!student);
    if (!student || draft.moving) return;
    save.mutate(
      { ...toVisit(values), studentId: student.id, draftId: 'new' },
      {
        onSuccess: ({ visitId }) =>
          props.onSaved({ message: t('quick.visitSaved', { name: student.name }), to: `/visits/${visitId}` }),
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
        <StudentSet
          label={t('quick.who')}
          draft={draft}
          several={false}
          error={alone && !student ? t('quick.needStudent') : null}
        />
        {!draft.moving && (
          <>
            <TagsInput
              label={t('form.visitors')}
              description={t('form.visitorsHint')}
              required
              acceptValueOnBlur
              {...(student && { 'data-autofocus': true })}
              data={[...new Set((staff.data ?? []).map((person) => person.name))]}
              value={[...values.visitors]}
              onChange={(visitors) => setValues({ visitors })}
              error={fieldError('visitors')}
            />
            <Group grow align="flex-start">
              <DateField
                label={t('form.date')}
                required
                maxDate={todayLocal()}
                value={values.visitedOn}
                onChange={(visitedOn) => setValues({ visitedOn })}
                error={fieldError('visitedOn')}
              />
              <Select
                label={t('form.mode')}
                allowDeselect={false}
                data={codeOptions(visitModes, i18n.language)}
                value={values.mode}
                onChange={(mode) => mode && setValues({ mode })}
              />
              <TextInput
                label={t('form.met')}
                value={values.met}
                onChange={(event) => setValues({ met: event.currentTarget.value })}
                error={fieldError('met')}
              />
            </Group>
            {!visitModes.find(values.mode).counts && (
              <Text size="xs" c="dimmed">
                {t('form.notCounted')}
              </Text>
            )}
            <Textarea
              label={t('form.findings')}
              autosize
              minRows={3}
              value={values.findings}
              onChange={(event) => setValues({ findings: event.currentTarget.value })}
              error={fieldError('findings')}
            />
            <Textarea
              label={t('form.nextStep')}
              autosize
              minRows={1}
              value={values.nextStep}
              onChange={(event) => setValues({ nextStep: event.currentTarget.value })}
              error={fieldError('nextStep')}
            />
            <ErrorNotice error={save.error} />
            <DraftFooter draft={draft} saving={save.isPending} save={t('form.save')}>
              {student && (
                <Button
                  variant="default"
                  onClick={() => void draft.flush().then(() => props.onLeave(`/visits/new?student=${student.id}`))}
                >
                  {t('quick.whole')}
                </Button>
              )}
            </DraftFooter>
          </>
        )}
      </Stack>
    </form>
  );
}
