import { Badge, Button, Group, Modal, Progress, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type PlanDetail, type PlanGoal, planEndReasons } from '../../../src-shared/contract/plans.ts';
import { goalDomains } from '../../../src-shared/domain/codes.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { OwnedFiles } from '../../app/owned-files.tsx';
import { codeWord } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import {
  DateField,
  ErrorNotice,
  formatDate,
  LevelBadge,
  Loading,
  Page,
  SectionCard,
  todayLocal,
} from '../../components/index.ts';
import { ReviewForm } from './review-form.tsx';

const TOUCHED = ['plans.list', 'plans.detail', 'plans.start', 'students.file', 'students.chronology'] as const;

export function PlanPage() {
  const { t } = useTranslation('plans');
  const { planId = '' } = useParams();
  const [reviewing, review] = useDisclosure(false);
  const [ending, end] = useDisclosure(false);
  const read = useRead('plans.detail', { planId });
  const session = useRead('vault.session', {});
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  const plan = read.data;
  const running = plan.endedOn === null;
  const writes = running && session.data?.session.role === 'counselor';
  return (
    <Page
      title={
        <Group gap="sm">
          {plan.student.name}
          <LevelBadge level={plan.level} />
        </Group>
      }
      subtitle={[
        plan.student.className,
        t('page.title', { version: plan.version }),
        t('page.since', { date: formatDate(plan.startsOn) }),
        plan.endedOn &&
          t('page.ended', { date: formatDate(plan.endedOn), reason: plan.endReason ? t(`endReason.${plan.endReason}`) : '' }),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Button component={Link} to={`/students/${plan.student.id}`} variant="default">
            {t('page.file')}
          </Button>
          {running && plan.approvedLeadOn === null && session.data?.session.role === 'lead' && <Approve planId={planId} />}
          {writes && (
            <>
              <Button variant="default" onClick={end.open}>
                {t('page.end')}
              </Button>
              <Button component={Link} to={`/plans/${planId}/edit`} variant="default">
                {t('page.edit')}
              </Button>
              <Button onClick={review.open}>{t('page.review')}</Button>
            </>
          )}
        </>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SectionCard title={t('page.goals')}>
          <Stack>
            {plan.goals.map((goal) => (
              <Goal key={goal.goalId} goal={goal} />
            ))}
          </Stack>
        </SectionCard>
        <Stack>
          <Helpers plan={plan} />
          <About plan={plan} />
          <Reviews plan={plan} />
          <OwnedFiles ownerKind="plan" ownerId={planId} studentId={plan.student.id} />
        </Stack>
      </SimpleGrid>
      <Modal opened={reviewing} onClose={review.close} title={t('review.title')} size="lg">
        <ReviewForm plan={plan} onDone={review.close} />
      </Modal>
      <Modal opened={ending} onClose={end.close} title={t('page.endTitle')}>
        <EndForm planId={planId} onDone={end.close} />
      </Modal>
    </Page>
  );
}

function Goal(props: { readonly goal: PlanGoal }) {
  const { t, i18n } = useTranslation('plans');
  const { goal } = props;
  const last = goal.ratings.at(-1);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600}>
          {`${codeWord(goalDomains, goal.domain, i18n.language)}：${goal.statement}`}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {last ? t('page.rating', { rating: last.rating }) : t('page.unrated')}
        </Text>
      </Group>
      <Progress value={(last?.rating ?? 0) * 25} size="sm" my={4} aria-label={goal.statement} />
      <Text size="xs" c="dimmed">
        {[
          goal.baseline && `${t('page.baseline')} ${goal.baseline}`,
          `${t('page.target')} ${goal.target}`,
          goal.measure && `${t('page.measure')} ${goal.measure}`,
          goal.dueOn && t('page.due', { date: formatDate(goal.dueOn) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {goal.interventions.map((row) => (
        <Text size="sm" key={`${row.what}|${row.who}|${row.frequency}`}>
          {`· ${[row.what, row.who, row.frequency, row.untilDate && t('page.due', { date: formatDate(row.untilDate) })]
            .filter(Boolean)
            .join(' · ')}`}
        </Text>
      ))}
    </div>
  );
}

function Helpers(props: { readonly plan: PlanDetail }) {
  const { t } = useTranslation('plans');
  const { lead, helpers } = props.plan;
  return (
    <SectionCard title={t('page.helpers')}>
      {lead === null && helpers.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('page.noHelpers')}
        </Text>
      ) : (
        <Group gap="xs">
          {lead && <Badge variant="light" radius="sm">{`${t('page.lead')} ${lead.name}`}</Badge>}
          {helpers.map((helper) => (
            <Badge key={helper.staffId} variant="default" radius="sm">{`${t('page.helper')} ${helper.name}`}</Badge>
          ))}
        </Group>
      )}
    </SectionCard>
  );
}

function About(props: { readonly plan: PlanDetail }) {
  const { t } = useTranslation('plans');
  const { plan } = props;
  const facts: [string, string | null][] = [
    [t('form.reason'), plan.reason],
    [t('form.situation'), plan.situation],
    [t('form.strengths'), plan.strengths],
    [t('form.family'), plan.familyAgreement],
    [t('form.safety'), plan.safetyPlan],
    [
      t('page.agreed'),
      [
        [t('form.agreedStudent'), plan.agreedStudentOn],
        [t('form.agreedGuardian'), plan.agreedGuardianOn],
        [t('form.approvedLead'), plan.approvedLeadOn],
      ]
        .map(([label, on]) => `${label} ${on ? formatDate(on) : t('page.notAgreed')}`)
        .join(' · '),
    ],
  ];
  return (
    <SectionCard title={t('page.about')}>
      <Stack gap="xs">
        {plan.restricted && (
          <Text size="sm" c="dimmed">
            {t('page.restricted')}
          </Text>
        )}
        {facts.map(([label, text]) =>
          text === null ? null : (
            <div key={label}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {text}
              </Text>
            </div>
          ),
        )}
      </Stack>
    </SectionCard>
  );
}

function Reviews(props: { readonly plan: PlanDetail }) {
  const { t, i18n } = useTranslation('plans');
  const { plan } = props;
  const word = (outcome: string) => (i18n.exists(`plans:outcome.${outcome}`) ? t(`outcome.${outcome}`) : outcome);
  return (
    <SectionCard
      title={t('page.reviews')}
      actions={
        plan.endedOn === null && (
          <Text size="sm" c={plan.overdue ? 'red' : 'dimmed'}>
            {t('page.next', { date: formatDate(plan.reviewOn) })}
          </Text>
        )
      }
    >
      {plan.reviews.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('page.noReviews')}
        </Text>
      )}
      <Stack gap="xs">
        {plan.reviews.map((review) => (
          <div key={review.reviewId}>
            <Text size="sm" fw={600}>{`${formatDate(review.reviewedOn)} · ${word(review.outcome)} · ${review.recordedBy}`}</Text>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              {review.progress}
            </Text>
          </div>
        ))}
      </Stack>
    </SectionCard>
  );
}

function Approve(props: { readonly planId: string }) {
  const { t } = useTranslation('plans');
  const approve = useWrite('plans.approve', { invalidates: TOUCHED });
  return (
    <Button loading={approve.isPending} onClick={() => approve.mutate({ planId: props.planId, approvedOn: todayLocal() })}>
      {t('page.approve')}
    </Button>
  );
}

function EndForm(props: { readonly planId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('plans');
  const [endedOn, setEndedOn] = useState<string | null>(todayLocal());
  const [reason, setReason] = useState<(typeof planEndReasons)[number]>('achieved');
  const end = useWrite('plans.end', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(end.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate({ planId: props.planId, endedOn: endedOn ?? '', reason }, { onSuccess: props.onDone });
      }}
    >
      <Stack>
        <DateField label={t('page.endedOn')} required value={endedOn} onChange={setEndedOn} error={fieldError('endedOn')} />
        <Select
          label={t('page.endReason')}
          required
          allowDeselect={false}
          data={planEndReasons
            .filter((known) => known !== 'superseded')
            .map((value) => ({ value, label: t(`endReason.${value}`) }))}
          value={reason}
          onChange={(value) => setReason(planEndReasons.find((known) => known === value) ?? 'other')}
        />
        <ErrorNotice error={end.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={end.isPending}>
            {t('page.end')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
