import { Button, Divider, Modal, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ConsentRow } from '../../../src-shared/contract/consents.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { consentKinds } from '../../../src-shared/domain/codes.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { EmptyState, ErrorNotice, formatDate, Loading, Page, SectionCard } from '../../components/index.ts';
import { type Act, Entry } from './entry.tsx';
import { EntryForm } from './entry-form.tsx';
import { StatusBadge } from './standing.tsx';
import { HandleForm, VoidForm, WithdrawForm } from './withdraw-dialogs.tsx';
import { useConsentWords } from './words.ts';

/** All consents of one student: how each kind stands, every entry with its evidence, and what may be done. */
export function ConsentPage() {
  const { t } = useTranslation('consents');
  const { studentId = '' } = useParams();
  const { role } = useSession();
  const words = useConsentWords();
  const read = useRead('consents.list', { studentId });
  const [adding, add] = useDisclosure(false);
  if (read.isPending) return <Loading />;
  if (!read.data) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  const { student, states, list } = read.data;
  const [first] = states;
  const mayWrite = role === 'counselor';
  return (
    <Page
      title={`${t('page.title')} · ${student.name}`}
      subtitle={[student.className, first && words.age(first.ageBasis, first.age)].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button component={Link} to={`/students/${studentId}`} variant="default">
            {t('page.file')}
          </Button>
          <Button component={Link} to={`/consents/print?student=${studentId}`} variant="default">
            {t('page.print')}
          </Button>
          {mayWrite && <Button onClick={add.open}>{t('card.add')}</Button>}
        </>
      }
    >
      <Stack maw={980}>
        <SectionCard title={t('page.states')}>
          <States states={states} />
        </SectionCard>
        <SectionCard title={t('page.list')}>
          {list.length === 0 ? (
            <EmptyState title={t('page.empty')} text={t('page.emptyText')} />
          ) : (
            <Entries studentId={studentId} list={list} mayWrite={mayWrite} />
          )}
        </SectionCard>
      </Stack>
      <Modal opened={adding} onClose={add.close} title={t('form.addTitle')} size="lg">
        <EntryForm studentId={studentId} onDone={add.close} />
      </Modal>
    </Page>
  );
}

function States(props: { readonly states: Output<'consents.list'>['states'] }) {
  const { t } = useTranslation('consents');
  const { language, signers } = useConsentWords();
  return (
    <Table aria-label={t('page.states')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('page.kind')}</Table.Th>
          <Table.Th>{t('page.status')}</Table.Th>
          <Table.Th>{t('page.missing')}</Table.Th>
          <Table.Th>{t('page.until')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.states.map((state) => (
          <Table.Tr key={state.kind}>
            <Table.Td>{consentKinds.label(state.kind, language)}</Table.Td>
            <Table.Td>
              <StatusBadge status={state.status} />
            </Table.Td>
            <Table.Td>{state.valid ? '—' : signers(state.missing)}</Table.Td>
            <Table.Td>{formatDate(state.validUntil)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Entries(props: { readonly studentId: string; readonly list: readonly ConsentRow[]; readonly mayWrite: boolean }) {
  const { t } = useTranslation('consents');
  const [doing, setDoing] = useState<{ readonly act: Act; readonly id: string } | null>(null);
  const row = props.list.find((one) => one.consentId === doing?.id);
  const done = (): void => setDoing(null);
  const titles = {
    correct: t('form.correctTitle'),
    withdraw: t('withdraw.title'),
    handle: t('handle.title'),
    void: t('void.title'),
  };
  return (
    <Stack gap="md">
      {props.list.map((one, index) => (
        <Fragment key={one.consentId}>
          {index > 0 && <Divider />}
          <Entry
            row={one}
            studentId={props.studentId}
            mayWrite={props.mayWrite}
            onAct={(act) => setDoing({ act, id: one.consentId })}
          />
        </Fragment>
      ))}
      <Modal opened={doing !== null} onClose={done} title={doing ? titles[doing.act] : ''} size="lg">
        {row && doing?.act === 'correct' && <EntryForm studentId={props.studentId} row={row} onDone={done} />}
        {row && doing?.act === 'withdraw' && <WithdrawForm row={row} onDone={done} />}
        {row && doing?.act === 'handle' && <HandleForm row={row} onDone={done} />}
        {row && doing?.act === 'void' && <VoidForm row={row} onDone={done} />}
        {doing !== null && !row && <Text>{t('errors.consentUnknown')}</Text>}
      </Modal>
    </Stack>
  );
}
