import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SessionDetail } from '../../../src-shared/contract/cases.ts';
import { lawfulBases, problemCategories, sessionModes, sessionSources } from '../../../src-shared/domain/codes.ts';
import { useWrite } from '../../app/api.ts';
import { OwnedFiles } from '../../app/owned-files.tsx';
import { useSession } from '../../app/session.ts';
import { codeWord } from '../../components/code-options.ts';
import { DraftMark, ErrorNotice, formatDate, formatInstant, Page, SectionCard, useDraft } from '../../components/index.ts';
import { BackToCase } from './session-page.tsx';

/** A note to read: locked, with room to add to it, or any under a broken seal. */
export function SignedSession(props: { readonly session: SessionDetail }) {
  const { t, i18n } = useTranslation('cases');
  const { session } = props;
  const { role } = useSession();
  const signed = session.signedAt !== null;
  const texts: [string, string | null][] = [
    [t('session.complaint'), session.complaint],
    [t('session.aim'), session.aim],
    [t('session.process'), session.process],
    [t('session.presentation'), session.presentation],
    [t('session.assessment'), session.assessment],
    [t('session.risk'), session.riskNoted],
    [t('session.effect'), session.effect],
    [t('session.homework'), session.homework],
    [t('session.nextStep'), session.nextStep],
    [t('session.restricted'), session.restrictedNote],
    [
      t('page.lawfulBasis'),
      session.basis && `${codeWord(lawfulBases, session.basis.code, i18n.language)}：${session.basis.reason ?? ''}`,
    ],
  ];
  const facts = [
    formatDate(session.heldOn),
    session.startTime,
    t('page.minutes', { minutes: session.minutes }),
    codeWord(sessionModes, session.mode, i18n.language),
    codeWord(sessionSources, session.source, i18n.language),
    session.place,
    ...session.problemCategories.map((code) => codeWord(problemCategories, code, i18n.language)),
    session.nextOn && t('page.next', { date: formatDate(session.nextOn) }),
    session.referralSuggested && t('session.referral'),
  ];
  return (
    <Page
      title={
        <Group gap="sm">
          {t('session.title', { number: session.number })}
          <Badge variant="default" radius="sm" leftSection={<IconLock size={12} aria-hidden />}>
            {t(signed ? 'page.signed' : 'page.unsigned')}
          </Badge>
        </Group>
      }
      subtitle={[
        session.student.name,
        session.student.className,
        session.caseNo === null ? t('session.noCase') : t('session.case', { no: session.caseNo }),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={<BackToCase caseId={session.caseId} />}
    >
      <Stack maw={920}>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(' · ')}
        </Text>
        {texts.map(([label, text]) =>
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
        <Text size="xs" c="dimmed">
          {signed && t('session.signedBy', { name: session.signedBy ?? '', at: formatInstant(session.signedAt) })}
        </Text>
        <OwnedFiles ownerKind="session" ownerId={session.sessionId} studentId={session.student.id} />
        <SectionCard title={t('session.addenda')}>
          <Stack gap="xs">
            {session.addenda.map((addendum) => (
              <div key={addendum.recordedAt}>
                <Text size="xs" c="dimmed">
                  {`${formatInstant(addendum.recordedAt)} · ${addendum.recordedBy}`}
                </Text>
                <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                  {addendum.body}
                </Text>
              </div>
            ))}
            {role === 'counselor' && <AddendumForm session={session} />}
          </Stack>
        </SectionCard>
      </Stack>
    </Page>
  );
}

function AddendumForm(props: { readonly session: SessionDetail }) {
  const { t } = useTranslation('cases');
  const draft = useDraft('addendum', props.session.student.id, props.session.sessionId, { body: '' });
  const add = useWrite('cases.addAddendum', { invalidates: ['cases.session', 'students.chronology'], draft });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ sessionId: props.session.sessionId, body: draft.values.body });
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('session.addendum')}
          autosize
          minRows={2}
          value={draft.values.body}
          onChange={(event) => draft.setValues({ body: event.currentTarget.value })}
        />
        <ErrorNotice error={add.error} />
        <Group>
          <Button type="submit" variant="default" disabled={draft.values.body.trim() === ''} loading={add.isPending}>
            {t('session.addAddendum')}
          </Button>
          <DraftMark savedAt={draft.savedAt} />
        </Group>
      </Stack>
    </form>
  );
}
