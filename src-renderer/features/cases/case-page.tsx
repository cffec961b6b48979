import { Badge, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencilPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { SessionRow } from '../../../src-shared/contract/cases.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { closureReasons, familyStructures, lawfulBases, sessionModes, sessionSources } from '../../../src-shared/domain/codes.ts';
import { useRead } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { codeWord } from '../../components/code-options.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  formatDate,
  Loading,
  Page,
  SectionCard,
} from '../../components/index.ts';
import { CloseCase, ReopenCase } from './case-closing.tsx';
import { EditCase } from './case-edit.tsx';

type Detail = Output<'cases.detail'>;

export function CasePage() {
  const { t, i18n } = useTranslation('cases');
  const { caseId = '' } = useParams();
  const [closing, close] = useDisclosure(false);
  const { consent } = useSlots();
  const read = useRead('cases.detail', { caseId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return <Loading />;
  const found = read.data;
  const writes = !found.restricted;
  return (
    <Page
      title={
        <Group gap="sm">
          {`${found.student.name} · ${found.caseNo}`}
          <Badge variant={found.status === 'open' ? 'light' : 'default'} radius="sm">
            {t(`list.${found.status}`)}
          </Badge>
        </Group>
      }
      subtitle={[
        found.student.className,
        t('page.opened', { date: formatDate(found.openedOn), source: codeWord(sessionSources, found.source, i18n.language) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Button component={Link} to={`/students/${found.student.id}`} variant="default">
            {t('page.file')}
          </Button>
          {writes && (
            <>
              <Button component={Link} to={`/plans/new?student=${found.student.id}`} variant="default">
                {t('page.newPlan')}
              </Button>
              <Button variant="default" onClick={close.open}>
                {t(found.status === 'open' ? 'page.close' : 'page.reopen')}
              </Button>
              <Button
                component={Link}
                to={`/cases/session/new?student=${found.student.id}`}
                leftSection={<IconPencilPlus size={16} aria-hidden />}
              >
                {t('page.newSession')}
              </Button>
            </>
          )}
        </>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Sessions studentId={found.student.id} caseId={caseId} writes={writes} />
        <Stack>
          <About found={found} />
          {consent && <consent.Card studentId={found.student.id} readOnly={!writes} />}
          {found.closures.length > 0 && <Closures found={found} />}
        </Stack>
      </SimpleGrid>
      {found.status === 'open' ? (
        <CloseCase caseId={caseId} opened={closing} onClose={close.close} />
      ) : (
        <ReopenCase caseId={caseId} opened={closing} onClose={close.close} />
      )}
    </Page>
  );
}

function Sessions(props: { readonly studentId: string; readonly caseId: string; readonly writes: boolean }) {
  const { t, i18n } = useTranslation('cases');
  const navigate = useNavigate();
  const read = useRead('cases.sessions', { studentId: props.studentId, caseId: props.caseId });
  const columns: Column<SessionRow>[] = [
    {
      key: 'number',
      header: t('list.sessions'),
      width: '76px',
      cell: (row) => t('page.number', { number: row.number }),
      sortBy: (row) => row.number,
    },
    {
      key: 'heldOn',
      header: t('session.heldOn'),
      width: '124px',
      cell: (row) => formatDate(row.heldOn),
      sortBy: (row) => row.heldOn,
    },
    {
      key: 'text',
      header: t('session.complaint'),
      cell: (row) =>
        row.restricted
          ? t('page.restricted')
          : (row.text ?? `${codeWord(sessionModes, row.mode, i18n.language)} · ${t('page.minutes', { minutes: row.minutes })}`),
    },
    {
      key: 'signed',
      header: t('list.status'),
      width: '104px',
      cell: (row) => (
        <Badge variant={row.signed ? 'default' : 'outline'} radius="sm" size="sm">
          {t(row.signed ? 'page.signed' : 'page.unsigned')}
        </Badge>
      ),
    },
  ];
  return (
    <SectionCard title={t('page.sessions')} padding="none">
      <ErrorNotice error={read.error} />
      {read.data && (
        <DataTable
          label={t('page.sessions')}
          rows={read.data}
          columns={columns}
          rowKey={(row) => row.sessionId}
          {...(props.writes && { onRow: (row: SessionRow) => navigate(`/cases/session/${row.sessionId}`) })}
          empty={<EmptyState title={t('page.noSessions')} text={t('page.noSessionsText')} />}
        />
      )}
    </SectionCard>
  );
}

function About(props: { readonly found: Detail }) {
  const { t, i18n } = useTranslation('cases');
  const [editing, edit] = useDisclosure(false);
  const { found } = props;
  if (found.restricted) {
    return (
      <SectionCard title={t('page.about')}>
        <Text size="sm" c="dimmed">
          {t('page.restricted')}
        </Text>
      </SectionCard>
    );
  }
  const facts: [string, string | null][] = [
    [t('new.problem'), found.presentingProblem],
    [t('new.family'), found.familyStructure && codeWord(familyStructures, found.familyStructure, i18n.language)],
    [t('new.background'), found.background],
    [
      t('page.lawfulBasis'),
      [found.basisCode && codeWord(lawfulBases, found.basisCode, i18n.language), found.lawfulBasis].filter(Boolean).join('：') ||
        null,
    ],
  ];
  return (
    <SectionCard
      title={t('page.about')}
      actions={
        !editing && (
          <Button size="xs" variant="default" onClick={edit.open}>
            {t('page.edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <EditCase found={found} onDone={edit.close} />
      ) : (
        <Stack gap="xs">
          {facts.map(([label, text]) => (
            <div key={label}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text size="sm" c={text ? undefined : 'dimmed'} style={{ whiteSpace: 'pre-wrap' }}>
                {text ?? t('page.nothing')}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </SectionCard>
  );
}

function Closures(props: { readonly found: Detail }) {
  const { t, i18n } = useTranslation('cases');
  return (
    <SectionCard title={t('page.closures')}>
      <Stack gap="xs">
        {props.found.closures.map((closure) => (
          <div key={`${closure.closedOn}-${closure.reopenedOn}`}>
            <Text size="sm" fw={600}>
              {t('page.closedOn', {
                date: formatDate(closure.closedOn),
                reason: codeWord(closureReasons, closure.reason, i18n.language),
              })}
            </Text>
            <Text size="sm">{closure.circumstance ?? t('page.restricted')}</Text>
            {closure.reopenedOn !== null && (
              <Text size="xs" c="dimmed">
                {t('page.reopenedOn', {
                  date: formatDate(closure.reopenedOn),
                  reason: closure.reopenReason ?? t('page.restricted'),
                })}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </SectionCard>
  );
}
