import { Badge, Box, Button, Collapse, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconHome, IconPencilPlus, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { StudentFile } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { enrolmentStatuses, guardianRelations, leftBehindKinds, sexes } from '../../../src-shared/domain/codes/person.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useStudentHere } from '../../app/quick-forms.ts';
import { useSession } from '../../app/session.ts';
import { useSlots } from '../../app/slots.ts';
import { EmptyState, ErrorNotice, formatDate, LevelBadge, Loading, Page, Stat, todayLocal } from '../../components/index.ts';
import { Chronology } from './chronology.tsx';
import classes from './file-page.module.css';
import { FileSide } from './file-side.tsx';
import { StudentCard } from './student-card.tsx';
import { useLanguage } from './use-language.ts';

/** One student's file: who, how it stands, everything in order, and what is being done. */
export function FilePage() {
  const { t } = useTranslation('students');
  const { studentId = '' } = useParams();
  const navigate = useNavigate();
  const file = useRead('students.file', { studentId });
  if (file.isPending) return <Loading />;
  if (!file.data) {
    const back = <Button onClick={() => navigate('/students')}>{t('file.backToList')}</Button>;
    return (
      <Page title={t('list.title')}>
        {file.error?.code === 'studentUnknown' ? (
          <EmptyState title={t('file.gone')} text={t('errors.studentUnknown')} action={back} />
        ) : (
          <ErrorNotice error={file.error} onRetry={() => void file.refetch()} />
        )}
      </Page>
    );
  }
  // A new file starts with fresh filters and an unread chronology.
  return <OpenFile key={studentId} file={file.data} />;
}

function OpenFile({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const { card } = file;
  const slots = useSlots();
  useStudentHere(card);
  const [more, { toggle }] = useDisclosure(!file.supportShown);
  return (
    <Page title={<Heading file={file} />} subtitle={<Summary file={file} />} actions={<Actions file={file} />}>
      <Box className={classes.head}>
        {file.supportShown && <FrontSheet file={file} />}
        <Group mt="xs" gap="md">
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={toggle}
            aria-expanded={more}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('file.more')}
          </Button>
          <OpenedOn studentId={card.id} openedOn={card.fileOpenedOn} />
        </Group>
        <Collapse expanded={more}>
          <StudentCard file={file} />
        </Collapse>
      </Box>
      {file.supportShown && slots.file.map((Card) => <Card key={Card.name} studentId={card.id} />)}
      {file.supportShown ? (
        <div className={classes.body}>
          <Chronology studentId={card.id} />
          <aside className={classes.side}>
            <FileSide file={file} />
            {slots.fileSide.map((Card) => (
              <Card key={Card.name} studentId={card.id} />
            ))}
          </aside>
        </div>
      ) : (
        <EmptyState title={t('file.noLevelHere')} text={t('file.noLevelText')} />
      )}
    </Page>
  );
}

function Heading({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { card } = file;
  return (
    <Group component="span" gap="xs">
      <span>{card.name}</span>
      {file.supportShown && <LevelBadge level={file.level?.severity ?? null} />}
      {file.status !== null && file.status !== 'enrolled' && (
        <Badge variant="light" color="gray">
          {enrolmentStatuses.label(file.status, language)}
        </Badge>
      )}
      {file.boarder && (
        <Badge variant="default">{file.dorm === null ? t('file.boarder') : t('file.dorm', { dorm: file.dorm })}</Badge>
      )}
      {card.leftBehind !== null && card.leftBehind !== '0' && (
        <Badge variant="default">{leftBehindKinds.label(card.leftBehind, language)}</Badge>
      )}
      {file.careTags.map((code) => (
        <Badge key={code} variant="default">
          {careTags.label(code, language)}
        </Badge>
      ))}
    </Group>
  );
}

function Summary({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const guardian = file.guardians[0];
  const parts = [
    file.className,
    sexes.label(file.card.sex, language),
    file.card.age === null ? null : t('file.age', { age: file.card.age }),
    file.mentor === null ? t('file.noMentor') : t('file.mentor', { name: file.mentor }),
    guardian
      ? `${t('file.guardian', { relation: guardianRelations.label(guardian.relation, language) })} ${guardian.phoneMasked ?? ''}`
      : null,
  ];
  return <>{parts.filter((part) => part !== null).join(' · ')}</>;
}

function Actions({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { role } = useSession();
  const { id } = file.card;
  return (
    <>
      {file.supportShown && (
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => navigate(`/documents/record/${id}`)}
        >
          {t('file.print')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconHome size={16} aria-hidden />}
        onClick={() => navigate(`/visits/new?student=${id}`)}
      >
        {t('file.visit')}
      </Button>
      {role === 'counselor' && (
        <Button
          leftSection={<IconPencilPlus size={16} aria-hidden />}
          onClick={() => navigate(`/cases/session/new?student=${id}`)}
        >
          {t('file.write')}
        </Button>
      )}
    </>
  );
}

function FrontSheet({ file }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { consent, plan, nextStep, counts, daysSinceContact: days, contactOverdueDays: late } = file;
  const met = days === null ? t('file.never') : days === 0 ? t('file.today') : t('file.daysAgo', { count: days });
  const missing = (consent?.missing ?? []).map((who) => t(`file.signer.${who}`)).join('、');
  return (
    <div className={classes.facts}>
      <Stat
        label={t('file.lastContact')}
        value={met}
        tone={late > 0 ? 'late' : 'normal'}
        hint={late > 0 ? t('file.overdue', { count: late }) : undefined}
      />
      <Stat
        label={t('file.next')}
        value={nextStep ? `${formatDate(nextStep.on)} ${t(`file.nextKind.${nextStep.kind}`)}` : t('file.noNext')}
        tone={nextStep && nextStep.on < todayLocal() ? 'late' : 'normal'}
      />
      {plan ? (
        <Stat
          label={t('file.plan')}
          value={t('file.planVersion', { version: plan.version })}
          hint={t('file.planReview', { date: formatDate(plan.reviewOn) })}
          tone={plan.reviewOn < todayLocal() ? 'late' : 'normal'}
          onOpen={() => navigate(`/plans/${plan.planId}`)}
        />
      ) : (
        <Stat label={t('file.plan')} value={t('file.noPlan')} />
      )}
      <Stat
        label={t('file.consent')}
        value={
          consent === null
            ? '—'
            : consent.status === 'valid'
              ? t('file.consentValid', { date: formatDate(consent.givenOn) })
              : t(`consents:status.${consent.status}`)
        }
        hint={
          consent?.status === 'expiring'
            ? t('file.consentUntil', { date: formatDate(consent.validUntil) })
            : missing === ''
              ? undefined
              : t('file.consentMissing', { who: missing })
        }
        tone={consent?.status === 'withdrawn' || consent?.status === 'expired' ? 'late' : 'normal'}
        onOpen={() => navigate(`/consents/${file.card.id}`)}
      />
      <Stat
        label={t('file.counts')}
        value={t('file.countsValue', { sessions: counts.sessions, hours: Math.round(counts.minutes / 6) / 10 })}
      />
    </div>
  );
}

function OpenedOn(props: { readonly studentId: string; readonly openedOn: string | null }) {
  const { t } = useTranslation('students');
  const open = useWrite('students.openFile', { invalidates: ['students.file', 'students.list'] });
  if (props.openedOn !== null) {
    return (
      <Text size="sm" c="dimmed">
        {t('file.openedOn', { date: formatDate(props.openedOn) })}
      </Text>
    );
  }
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {t('file.notOpened')}
      </Text>
      <Button
        size="compact-sm"
        variant="light"
        loading={open.isPending}
        onClick={() => open.mutate({ studentId: props.studentId, on: todayLocal() })}
      >
        {t('file.openFile')}
      </Button>
      <ErrorNotice error={open.error} />
    </Group>
  );
}
