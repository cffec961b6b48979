import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, Loading, Page } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';
import { PlanForm } from './plan-form.tsx';
import { freshPlan, storedPlan } from './plan-values.ts';

/** `/plans/new?student=…` makes a plan; `/plans/<id>/edit` changes one. */
export function PlanEditorPage() {
  const { t } = useTranslation('plans');
  const { planId } = useParams();
  const [search, setSearch] = useSearchParams();
  const studentId = search.get('student');
  if (planId !== undefined) return <StoredPlan key={planId} planId={planId} />;
  if (studentId !== null) return <NewPlan key={studentId} studentId={studentId} />;
  return (
    <Page title={t('form.newTitle')}>
      <StudentPicker label={t('list.pick')} onPick={(id) => setSearch({ student: id }, { replace: true })} />
    </Page>
  );
}

function NewPlan(props: { readonly studentId: string }) {
  const start = useRead('plans.start', { studentId: props.studentId });
  if (start.error) return <ErrorNotice error={start.error} />;
  if (!start.data) return <Loading />;
  const { student, openPlanId, safetyPlanRequired } = start.data;
  return (
    <PlanForm
      student={student}
      initial={freshPlan()}
      draftId="new"
      replaces={openPlanId}
      safetyPlanRequired={safetyPlanRequired}
    />
  );
}

function StoredPlan(props: { readonly planId: string }) {
  const read = useRead('plans.detail', { planId: props.planId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  const plan = read.data;
  return (
    <PlanForm
      student={plan.student}
      initial={storedPlan(plan)}
      draftId={plan.planId}
      stored={{ planId: plan.planId, revision: plan.revision }}
      replaces={null}
      safetyPlanRequired={plan.level === 3}
    />
  );
}
