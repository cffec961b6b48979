import { Accordion, Box, Button, Group, Select, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { StudentBrief } from '../../../src-shared/contract/shared.ts';
import { visitModes } from '../../../src-shared/domain/codes.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { OwnedFiles } from '../../app/owned-files.tsx';
import { useStudentHere } from '../../app/quick-forms.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DiscardDraft, DraftMark, ErrorNotice, Loading, Page, useDraft } from '../../components/index.ts';
import { toVisit, VISIT_TOUCHED, type VisitValues } from './visit-values.ts';

type TextKey = Exclude<keyof VisitValues, 'visitedOn' | 'mode' | 'visitors'>;

export function VisitForm(props: {
  readonly title: string;
  readonly note?: string;
  readonly student: StudentBrief;
  readonly draftId: string;
  readonly stored?: { readonly visitId: string; readonly revision: number };
  readonly initial: VisitValues;
}) {
  const { t, i18n } = useTranslation('visits');
  const navigate = useNavigate();
  const [failed, setFailed] = useState<unknown>(null);
  const draft = useDraft('visit', props.student.id, props.draftId, props.initial);
  const staff = useRead('settings.staff', {});
  const save = useWrite('visits.saveHomeVisit', { invalidates: VISIT_TOUCHED, draft });
  const fieldError = useFieldErrors(failed);
  const { values, setValues } = draft;
  useStudentHere(props.student);
  if (!draft.ready) return <Loading />;

  const submit = async (): Promise<void> => {
    setFailed(null);
    try {
      await save.mutateAsync({
        ...toVisit(values),
        studentId: props.student.id,
        draftId: props.draftId,
        ...props.stored,
      });
      navigate('/visits', { replace: true });
    } catch (error) {
      setFailed(error);
    }
  };
  const area = (key: TextKey, label: string, minRows = 2) => (
    <Textarea
      label={label}
      autosize
      minRows={minRows}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );
  const line = (key: TextKey, label: string) => (
    <TextInput
      label={label}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );
  return (
    <Page
      title={props.title}
      subtitle={[props.student.name, props.student.className, props.note].filter(Boolean).join(' · ')}
      actions={
        <>
          <DraftMark savedAt={draft.savedAt} />
          <Button variant="default" onClick={() => navigate(-1)}>
            {t('form.cancel')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack maw={920}>
          <SimpleGrid cols={{ base: 2, md: 4 }}>
            <DateField
              label={t('form.date')}
              required
              value={values.visitedOn}
              onChange={(visitedOn) => setValues({ visitedOn })}
              error={fieldError('visitedOn')}
            />
            <TimeInput
              label={t('form.time')}
              value={values.startTime}
              onChange={(event) => setValues({ startTime: event.currentTarget.value })}
              error={fieldError('startTime')}
            />
            <Select
              label={t('form.mode')}
              required
              allowDeselect={false}
              data={codeOptions(visitModes, i18n.language)}
              value={values.mode}
              onChange={(mode) => mode && setValues({ mode })}
            />
            {line('met', t('form.met'))}
          </SimpleGrid>
          {!visitModes.find(values.mode).counts && (
            <Text size="sm" c="dimmed">
              {t('form.notCounted')}
            </Text>
          )}
          <TagsInput
            label={t('form.visitors')}
            description={t('form.visitorsHint')}
            required
            acceptValueOnBlur
            data={[...new Set((staff.data ?? []).map((person) => person.name))]}
            value={[...values.visitors]}
            onChange={(visitors) => setValues({ visitors })}
            error={fieldError('visitors')}
          />
          {area('findings', t('form.findings'), 3)}
          {area('advice', t('form.advice'))}
          {area('nextStep', t('form.nextStep'), 1)}
          <Accordion variant="separated">
            <Accordion.Item value="more">
              <Accordion.Control>{t('form.more')}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  {line('place', t('form.place'))}
                  {line('purpose', t('form.purpose'))}
                  {area('familySituation', t('form.family'))}
                  {area('atHome', t('form.atHome'))}
                  {area('guardianView', t('form.guardian'))}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          <ErrorNotice error={failed} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('form.save')}
            </Button>
            <DiscardDraft shown={draft.savedAt !== null} onDiscard={draft.discard} />
          </Group>
        </Stack>
      </form>
      {props.stored && (
        <Box maw={920} mt="lg">
          <OwnedFiles ownerKind="visit" ownerId={props.stored.visitId} studentId={props.student.id} />
        </Box>
      )}
    </Page>
  );
}
