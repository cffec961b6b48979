import { Alert, Box, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { ErrorShape } from '../../../src-shared/contract/result.ts';
import type { StudentBrief } from '../../../src-shared/contract/shared.ts';
import { ApiError, useWrite } from '../../app/api.ts';
import { OwnedFiles } from '../../app/owned-files.tsx';
import { useStudentHere } from '../../app/quick-forms.ts';
import { useSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DiscardDraft, DraftMark, ErrorNotice, formatDate, Loading, Page, useDraft } from '../../components/index.ts';
import { SessionFields } from './session-fields.tsx';
import { BackToCase } from './session-page.tsx';
import { type SessionValues, toInput } from './session-values.ts';

const TOUCHED = [
  'cases.list',
  'cases.detail',
  'cases.sessions',
  'cases.session',
  'cases.sessionStart',
  'students.file',
  'students.chronology',
  'today.overview',
  'drafts.list',
] as const;

export function SessionForm(props: {
  readonly title: string;
  readonly student: StudentBrief;
  readonly caseId: string | null;
  readonly caseNo: string | null;
  readonly initial: SessionValues;
  readonly draftId: string;
  readonly stored?: { readonly sessionId: string; readonly revision: number };
  readonly last: Output<'cases.sessionStart'>['last'];
}) {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const { consent } = useSlots();
  const [signing, sign] = useDisclosure(false);
  const { state } = useLocation() as { readonly state: { readonly refused?: ErrorShape } | null };
  const [failed, setFailed] = useState<unknown>(() => (state?.refused ? new ApiError(state.refused) : null));
  const draft = useDraft('session', props.student.id, props.draftId, props.initial);
  const save = useWrite('cases.saveSession', { invalidates: TOUCHED, draft });
  const signIt = useWrite('cases.signSession', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(failed);
  const { values, setValues } = draft;
  useStudentHere(props.student);
  if (!draft.ready) return <Loading />;

  /** Signs a saved note; gives the refusal, if any. */
  const signed = async ({ sessionId, revision }: { sessionId: string; revision: number }): Promise<ErrorShape | null> => {
    try {
      await signIt.mutateAsync({ sessionId, revision });
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { code: error.code, params: error.params, fields: error.fields };
    }
  };
  const submit = async (andSign: boolean): Promise<void> => {
    setFailed(null);
    try {
      const saved = await save.mutateAsync({
        ...toInput(values),
        studentId: props.student.id,
        caseId: props.caseId,
        draftId: props.draftId,
        ...props.stored,
      });
      const refused = andSign ? await signed(saved) : null;
      // Saved all the same: the note goes on as the stored one, with the reason why it could not be signed.
      if (refused) {
        navigate(`/cases/session/${saved.sessionId}`, { replace: true, state: { refused } });
        return;
      }
      notifications.show({ message: t('session.saved'), closeButtonProps: { 'aria-label': t('session.dismiss') } });
      navigate(`/cases/session/${saved.sessionId}`, { replace: true });
    } catch (error) {
      setFailed(error);
    }
  };

  const { last } = props;
  return (
    <Page
      title={props.title}
      subtitle={[
        props.student.name,
        props.student.className,
        props.caseNo === null ? t('session.noCase') : t('session.case', { no: props.caseNo }),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <DraftMark savedAt={draft.savedAt} />
          <BackToCase caseId={props.caseId} />
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(false);
        }}
      >
        <Stack maw={920}>
          {consent && (
            <consent.Gate
              studentId={props.student.id}
              kind="counseling"
              on={values.heldOn}
              ground={values.ground}
              onGround={(ground) => setValues({ ground })}
              fieldError={fieldError}
            />
          )}
          {last && (last.homework !== null || last.nextStep !== null) && (
            <Alert variant="light" color="pine" p="xs" title={t('session.last', { date: formatDate(last.heldOn) })}>
              <Group justify="space-between" align="flex-end" wrap="nowrap">
                <div>
                  {last.homework !== null && <Text size="sm">{t('session.lastHomework', { text: last.homework })}</Text>}
                  {last.nextStep !== null && <Text size="sm">{t('session.lastNext', { text: last.nextStep })}</Text>}
                </div>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => setValues({ aim: last.nextStep ?? last.homework ?? '' })}
                  disabled={values.aim !== ''}
                >
                  {t('session.useLast')}
                </Button>
              </Group>
            </Alert>
          )}
          <SessionFields values={values} setValues={setValues} fieldError={fieldError} />
          <ErrorNotice error={failed} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('session.save')}
            </Button>
            <Button variant="default" onClick={sign.open}>
              {t('session.saveSign')}
            </Button>
            <Text size="xs" c="dimmed">
              {t('session.signHint')}
            </Text>
            <DiscardDraft shown={draft.savedAt !== null} onDiscard={draft.discard} />
          </Group>
        </Stack>
      </form>
      {props.stored && (
        <Box maw={920} mt="lg">
          <OwnedFiles ownerKind="session" ownerId={props.stored.sessionId} studentId={props.student.id} />
        </Box>
      )}
      <Modal opened={signing} onClose={sign.close} title={t('session.signTitle')}>
        <Stack>
          <Text size="sm">{t('session.signText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={sign.close}>
              {t('page.cancel')}
            </Button>
            <Button
              onClick={() => {
                sign.close();
                void submit(true);
              }}
            >
              {t('session.saveSign')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Page>
  );
}
