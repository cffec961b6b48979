import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, Loading, Page } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';
import { SessionForm } from './session-form.tsx';
import { freshValues, storedValues } from './session-values.ts';
import { SignedSession } from './signed-session.tsx';

/** `/cases/session/new?student=…` writes a new note; `/cases/session/<id>` opens one. */
export function SessionPage() {
  const { t } = useTranslation('cases');
  const { sessionId } = useParams();
  const [search, setSearch] = useSearchParams();
  const studentId = search.get('student');
  if (sessionId !== undefined && sessionId !== 'new') return <StoredSession key={sessionId} sessionId={sessionId} />;
  if (studentId !== null) return <NewSession key={studentId} studentId={studentId} />;
  return (
    <Page title={t('list.newSession')}>
      <StudentPicker label={t('list.pick')} onPick={(id) => setSearch({ student: id }, { replace: true })} />
    </Page>
  );
}

function NewSession(props: { readonly studentId: string }) {
  const { t } = useTranslation('cases');
  const start = useRead('cases.sessionStart', { studentId: props.studentId });
  if (start.error) return <ErrorNotice error={start.error} />;
  if (!start.data) return <Loading />;
  const { student, number, caseId, caseNo, last } = start.data;
  return (
    <SessionForm
      title={t('session.newTitle', { number })}
      student={student}
      caseId={caseId}
      caseNo={caseNo}
      initial={freshValues(start.data)}
      draftId="new"
      last={last}
    />
  );
}

function StoredSession(props: { readonly sessionId: string }) {
  const { t } = useTranslation('cases');
  const { role } = useSession();
  const read = useRead('cases.session', { sessionId: props.sessionId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  const session = read.data;
  // Only the counselor writes: the lead under a broken seal reads an unsigned note too.
  if (session.signedAt !== null || role !== 'counselor') return <SignedSession session={session} />;
  return (
    <SessionForm
      // A saved change starts the form anew from what is stored.
      key={session.revision}
      title={t('session.title', { number: session.number })}
      student={session.student}
      caseId={session.caseId}
      caseNo={session.caseNo}
      initial={storedValues(session)}
      draftId={session.sessionId}
      stored={{ sessionId: session.sessionId, revision: session.revision }}
      last={null}
    />
  );
}

export function BackToCase(props: { readonly caseId: string | null }) {
  const { t } = useTranslation('cases');
  return (
    <Button component={Link} to={props.caseId === null ? '/cases' : `/cases/${props.caseId}`} variant="default">
      {t('session.back')}
    </Button>
  );
}
