import { Badge, Button, CloseButton, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RollDetails } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { lawfulBases } from '../../../src-shared/domain/codes/consent.ts';
import { enrolmentEntries, enrolmentStatuses } from '../../../src-shared/domain/codes/person.ts';
import { rollMoves, transferPapers } from '../../../src-shared/domain/codes/roll.ts';
import { schoolYearName } from '../../../src-shared/domain/school-calendar.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { codeOptions } from '../../components/code-options.ts';
import { DateField, ErrorNotice, formatDate, SectionCard, todayLocal } from '../../components/index.ts';
import { CARD_TOUCHED } from './guardian-card.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { useLanguage } from './use-language.ts';

/** Where the student has been by school year, with the moves, numbers and merges behind it. */
export function RollCard(props: { readonly studentId: string; readonly details: RollDetails }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const [moving, { open, close }] = useDisclosure(false);
  const { details, studentId } = props;
  return (
    <SectionCard
      title={t('details.title')}
      actions={
        <Button size="compact-sm" variant="default" onClick={open}>
          {t('move.open')}
        </Button>
      }
    >
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {[...details.enrolments].reverse().map((e) => (
            <Table.Tr key={e.id}>
              <Table.Td>{schoolYearName(e.schoolYear, language)}</Table.Td>
              <Table.Td>{e.className ?? t('none')}</Table.Td>
              <Table.Td>
                {enrolmentStatuses.label(e.status, language)}
                {e.entry !== null && ` · ${enrolmentEntries.label(e.entry, language)}`}
                {e.boarder && ` · ${e.dorm === null ? t('file.boarder') : t('file.dorm', { dorm: e.dorm })}`}
              </Table.Td>
              <Table.Td>
                {e.toDate === null
                  ? t('details.period', { from: formatDate(e.fromDate) })
                  : t('details.ended', { from: formatDate(e.fromDate), to: formatDate(e.toDate) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {details.events.map((event) => (
        <Text key={event.id} size="sm" c="dimmed">
          {[
            formatDate(event.on),
            rollMoves.label(event.kind, language),
            event.kind === 'out' ? enrolmentStatuses.label(event.status, language) : event.className,
            event.otherSchool,
            event.papers.map((paper) => transferPapers.label(paper, language)).join('、'),
            event.note,
            event.basisCode && `${lawfulBases.label(event.basisCode, language)}：${event.basisReason ?? ''}`,
            event.by,
          ]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </Text>
      ))}
      {details.numbers.length > 1 && (
        <Text size="sm" mt="xs">
          {t('details.numbers')}：
          {details.numbers
            .map(
              (n) =>
                `${n.masked}（${n.current ? t('details.numberNow') : t('details.numberFrom', { date: formatDate(n.fromDate) })}）`,
            )
            .join(' → ')}
        </Text>
      )}
      {details.merges.map((merge) => (
        <MergedInto key={merge.id} merge={merge} />
      ))}
      {moving && <TransferDialog studentId={studentId} details={details} onClose={close} />}
    </SectionCard>
  );
}

function MergedInto({ merge }: { readonly merge: RollDetails['merges'][number] }) {
  const { t } = useTranslation('students');
  const { role } = useSession();
  const undo = useWrite('students.undoMerge', { invalidates: [...CARD_TOUCHED, 'students.chronology', 'students.duplicates'] });
  return (
    <Group mt="xs" gap="xs">
      <Text size="sm">{t('details.merged', { name: merge.name, date: formatDate(merge.at.slice(0, 10)) })}</Text>
      {role === 'counselor' && (
        <Button
          size="compact-xs"
          variant="default"
          loading={undo.isPending}
          onClick={() =>
            // By the promise: the line is gone before a callback of its own would be called.
            undo.mutateAsync({ mergeId: merge.id }).then(
              () => notifications.show({ message: t('details.mergeUndone') }),
              () => undefined,
            )
          }
        >
          {t('details.mergeUndo')}
        </Button>
      )}
      <ErrorNotice error={undo.error} />
    </Group>
  );
}

/** Who looks after the student and what speaks for care, each from when and on whose word. */
export function CareCard(props: { readonly studentId: string; readonly details: RollDetails }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { studentId, details } = props;
  const end = useWrite('students.endTag', { invalidates: CARD_TOUCHED });
  const days = (row: { readonly fromDate: string; readonly toDate: string | null }) =>
    row.toDate === null
      ? t('details.period', { from: formatDate(row.fromDate) })
      : t('details.ended', { from: formatDate(row.fromDate), to: formatDate(row.toDate) });
  return (
    <SectionCard title={t('details.tags')}>
      <Stack gap={6}>
        {details.tags.map((tag) => (
          <Group key={tag.id} gap="xs">
            <Badge variant={tag.toDate === null ? 'default' : 'transparent'} color="gray">
              {careTags.label(tag.code, language)}
            </Badge>
            <Text size="sm" c="dimmed">
              {[days(tag), tag.source === null ? '' : t('details.source', { source: tag.source })]
                .filter((x) => x !== '')
                .join(' · ')}
            </Text>
            {tag.toDate === null && (
              <CloseButton
                size="sm"
                aria-label={t('details.endTag', { tag: careTags.label(tag.code, language) })}
                onClick={() => end.mutate({ studentId, tagId: tag.id, toDate: todayLocal() })}
              />
            )}
          </Group>
        ))}
        <ErrorNotice error={end.error} />
        <AddTag studentId={studentId} />
        <Text size="sm" fw={600} mt="xs">
          {t('details.mentors')}
        </Text>
        {details.mentors.map((mentor) => (
          <Text key={mentor.id} size="sm" c={mentor.toDate === null ? undefined : 'dimmed'}>
            {mentor.name} · {days(mentor)}
          </Text>
        ))}
        <SetMentor studentId={studentId} />
      </Stack>
    </SectionCard>
  );
}

function AddTag({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const [code, setCode] = useState<string | null>(null);
  const [source, setSource] = useState('');
  const [from, setFrom] = useState<string | null>(todayLocal());
  const add = useWrite('students.addTag', { invalidates: CARD_TOUCHED });
  const chosen = careTags.codes.find((tag) => tag === code);
  const submit = (): void => {
    if (chosen === undefined || from === null) return;
    add.mutate(
      { studentId, code: chosen, fromDate: from, source },
      {
        onSuccess: () => {
          setCode(null);
          setSource('');
        },
      },
    );
  };
  return (
    <>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Select
          size="xs"
          label={t('details.tagCode')}
          data={codeOptions(careTags, language)}
          value={code}
          onChange={setCode}
          searchable
        />
        <TextInput size="xs" label={t('details.tagSource')} value={source} onChange={(e) => setSource(e.currentTarget.value)} />
        <DateField size="xs" label={t('details.tagFrom')} required value={from} onChange={setFrom} />
        <Button
          size="xs"
          variant="default"
          onClick={submit}
          disabled={chosen === undefined || from === null}
          loading={add.isPending}
        >
          {t('details.addTag')}
        </Button>
      </Group>
      <ErrorNotice error={add.error} />
    </>
  );
}

function SetMentor({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('students');
  const staff = useRead('settings.staff', {});
  const [staffId, setStaffId] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(todayLocal());
  const set = useWrite('students.setMentor', { invalidates: CARD_TOUCHED });
  const options = (staff.data ?? []).filter((m) => m.leftOn === null).map((m) => ({ value: m.id, label: m.name }));
  const submit = (): void => {
    if (staffId === null || from === null) return;
    set.mutate(
      { studentId, staffId: staffId === 'none' ? null : staffId, fromDate: from },
      { onSuccess: () => setStaffId(null) },
    );
  };
  return (
    <>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Select
          size="xs"
          label={t('details.mentor')}
          searchable
          data={[...options, { value: 'none', label: t('details.mentorNone') }]}
          value={staffId}
          onChange={setStaffId}
        />
        <DateField size="xs" label={t('details.mentorFrom')} required value={from} onChange={setFrom} />
        <Button size="xs" variant="default" onClick={submit} disabled={staffId === null || from === null} loading={set.isPending}>
          {t('details.save')}
        </Button>
      </Group>
      <ErrorNotice error={set.error} />
    </>
  );
}
