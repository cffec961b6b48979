import { Accordion, Alert, Button, Group, MultiSelect, Select, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { StudentBrief } from '../../../src-shared/contract/shared.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, DiscardDraft, DraftMark, ErrorNotice, Loading, Page, SectionCard, useDraft } from '../../components/index.ts';
import { GoalList } from './goal-fields.tsx';
import { type PlanValues, toPlanInput } from './plan-values.ts';

type TextKey = 'reason' | 'situation' | 'strengths' | 'familyAgreement' | 'safetyPlan';

export function PlanForm(props: {
  readonly student: StudentBrief;
  readonly initial: PlanValues;
  readonly draftId: string;
  readonly stored?: { readonly planId: string; readonly revision: number };
  /** A running plan that saving ends. */
  readonly replaces: string | null;
  readonly safetyPlanRequired: boolean;
}) {
  const { t } = useTranslation('plans');
  const navigate = useNavigate();
  const { consent } = useSlots();
  const [failed, setFailed] = useState<unknown>(null);
  const draft = useDraft('plan', props.student.id, props.draftId, props.initial);
  const staff = useRead('settings.staff', {});
  const save = useWrite('plans.save', {
    invalidates: ['plans.list', 'plans.detail', 'plans.start', 'students.file', 'students.chronology'],
    draft,
  });
  const fieldError = useFieldErrors(failed);
  const { values, setValues } = draft;
  if (!draft.ready) return <Loading />;

  const submit = async (): Promise<void> => {
    setFailed(null);
    try {
      const saved = await save.mutateAsync({
        ...toPlanInput(values),
        studentId: props.student.id,
        draftId: props.draftId,
        ...props.stored,
      });
      navigate(`/plans/${saved.planId}`, { replace: true });
    } catch (error) {
      setFailed(error);
    }
  };
  const area = (key: TextKey, label: string, hint?: string, required = false) => (
    <Textarea
      label={label}
      description={hint}
      required={required}
      autosize
      minRows={2}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );
  const date = (key: 'agreedStudentOn' | 'agreedGuardianOn' | 'approvedLeadOn', label: string) => (
    <DateField label={label} value={values[key]} onChange={(value) => setValues({ [key]: value })} error={fieldError(key)} />
  );
  const people = (staff.data ?? [])
    .filter((person) => person.leftOn === null)
    .map((person) => ({ value: person.id, label: person.name }));
  return (
    <Page
      title={t(props.stored ? 'form.editTitle' : 'form.newTitle')}
      subtitle={[props.student.name, props.student.className].filter(Boolean).join(' · ')}
      actions={
        <>
          <DraftMark savedAt={draft.savedAt} />
          <Button variant="default" component={Link} to={props.stored ? `/plans/${props.stored.planId}` : '/plans'}>
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
        <Stack maw={1000}>
          {props.replaces !== null && (
            <Alert variant="light" color="yellow" p="xs">
              <Group justify="space-between">
                {t('form.supersedes')}
                <Button component={Link} to={`/plans/${props.replaces}/edit`} size="compact-xs" variant="default">
                  {t('form.openOld')}
                </Button>
              </Group>
            </Alert>
          )}
          {consent && <consent.Standing studentId={props.student.id} kind="counseling" />}
          {area('reason', t('form.reason'), t('form.reasonHint'), true)}
          {props.safetyPlanRequired && area('safetyPlan', t('form.safety'), t('form.safetyNeeded'), true)}
          <SectionCard title={t('form.goals')}>
            <GoalList goals={values.goals} onChange={(goals) => setValues({ goals })} fieldError={fieldError} />
          </SectionCard>
          <SimpleGrid cols={{ base: 2, md: 4 }}>
            <Select
              label={t('form.lead')}
              searchable
              clearable
              placeholder={people.length === 0 ? t('form.noStaff') : undefined}
              data={people}
              value={values.leadStaffId}
              onChange={(leadStaffId) => setValues({ leadStaffId })}
              error={fieldError('leadStaffId')}
            />
            <MultiSelect
              label={t('form.helpers')}
              searchable
              data={people.filter((person) => person.value !== values.leadStaffId)}
              value={[...values.helperStaffIds]}
              onChange={(helperStaffIds) => setValues({ helperStaffIds })}
              error={fieldError('helperStaffIds')}
            />
            <DateField
              label={t('form.startsOn')}
              required
              value={values.startsOn}
              onChange={(startsOn) => setValues({ startsOn })}
              error={fieldError('startsOn')}
            />
            <DateField
              label={t('form.reviewOn')}
              placeholder={t('form.reviewHint')}
              value={values.reviewOn}
              onChange={(reviewOn) => setValues({ reviewOn })}
              error={fieldError('reviewOn')}
            />
          </SimpleGrid>
          <Accordion variant="separated" multiple>
            <Accordion.Item value="more">
              <Accordion.Control>{t('form.more')}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  {area('situation', t('form.situation'), t('form.situationHint'))}
                  {area('strengths', t('form.strengths'))}
                  {area('familyAgreement', t('form.family'))}
                  {!props.safetyPlanRequired && area('safetyPlan', t('form.safety'), t('form.safetyHint'))}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
            <Accordion.Item value="agreements">
              <Accordion.Control>{t('form.agreements')}</Accordion.Control>
              <Accordion.Panel>
                <SimpleGrid cols={3}>
                  {date('agreedStudentOn', t('form.agreedStudent'))}
                  {date('agreedGuardianOn', t('form.agreedGuardian'))}
                  {date('approvedLeadOn', t('form.approvedLead'))}
                </SimpleGrid>
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
    </Page>
  );
}
