import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, formatDate, Loading, Page } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';
import { VisitForm } from './visit-form.tsx';
import { blankVisit } from './visit-values.ts';

/** `/visits/new?student=…` records a visit; `/visits/<id>` shows and changes one. */
export function VisitPage() {
  const { t } = useTranslation('visits');
  const { visitId } = useParams();
  const [search, setSearch] = useSearchParams();
  const studentId = search.get('student');
  if (visitId !== undefined && visitId !== 'new') return <StoredVisit key={visitId} visitId={visitId} />;
  if (studentId !== null) return <NewVisit key={studentId} studentId={studentId} />;
  return (
    <Page title={t('form.newTitle')}>
      <StudentPicker label={t('list.pick')} onPick={(id) => setSearch({ student: id }, { replace: true })} />
    </Page>
  );
}

function NewVisit(props: { readonly studentId: string }) {
  const { t } = useTranslation('visits');
  const start = useRead('visits.start', { studentId: props.studentId });
  if (start.error) return <ErrorNotice error={start.error} />;
  if (!start.data) return <Loading />;
  const { student, lastOnsiteOn } = start.data;
  return (
    <VisitForm
      title={t('form.newTitle')}
      note={lastOnsiteOn ? t('form.last', { date: formatDate(lastOnsiteOn) }) : t('form.none')}
      student={student}
      draftId="new"
      initial={blankVisit()}
    />
  );
}

function StoredVisit(props: { readonly visitId: string }) {
  const { t } = useTranslation('visits');
  const read = useRead('visits.detail', { visitId: props.visitId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  const visit = read.data;
  return (
    <VisitForm
      key={visit.revision}
      title={t('form.editTitle')}
      student={visit.student}
      draftId={visit.visitId}
      stored={{ visitId: visit.visitId, revision: visit.revision }}
      initial={{
        visitedOn: visit.visitedOn,
        startTime: visit.startTime ?? '',
        mode: visit.mode,
        visitors: visit.visitors,
        met: visit.met ?? '',
        place: visit.place ?? '',
        purpose: visit.purpose ?? '',
        familySituation: visit.familySituation ?? '',
        atHome: visit.atHome ?? '',
        guardianView: visit.guardianView ?? '',
        findings: visit.findings ?? '',
        advice: visit.advice ?? '',
        nextStep: visit.nextStep ?? '',
      }}
    />
  );
}
