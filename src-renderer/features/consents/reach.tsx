import { Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConsentReach } from '../../../src-shared/contract/consents.ts';
import { lawfulBases } from '../../../src-shared/domain/codes.ts';
import { isLocalDate } from '../../../src-shared/domain/dates.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import type { ConsentSlots } from '../../app/slots.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { fromBasis, type Ground, toBasis } from '../../components/ground.ts';
import { ErrorNotice, SectionCard } from '../../components/index.ts';
import { GroundFields } from './ground-fields.tsx';
import classes from './notice.module.css';
import { useConsentWords } from './words.ts';

function Summary({ reach }: { readonly reach: ConsentReach }) {
  const { t } = useTranslation('consents');
  const missing = reach.total - reach.valid;
  return (
    <Text size="sm" fw={600} role="status">
      {t(missing === 0 ? 'reach.whole' : 'reach.summary', { total: reach.total, valid: reach.valid, missing })}
    </Text>
  );
}

/** By class, each with its names on demand. */
function Classes({ reach }: { readonly reach: ConsentReach }) {
  const { t } = useTranslation('consents');
  const { signers } = useConsentWords();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Table aria-label={t('reach.title')} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('reach.class')}</Table.Th>
          <Table.Th ta="right">{t('reach.total')}</Table.Th>
          <Table.Th ta="right">{t('reach.valid')}</Table.Th>
          <Table.Th ta="right">{t('reach.missing')}</Table.Th>
          <Table.Th>{t('reach.names')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reach.classes.map(({ className, total, valid, missing }) => {
          const name = className ?? t('reach.noClass');
          const shown = opened === name;
          return (
            <Fragment key={name}>
              <Table.Tr>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="right">{total}</Table.Td>
                <Table.Td ta="right">{valid}</Table.Td>
                <Table.Td ta="right">{missing.length}</Table.Td>
                <Table.Td>
                  {missing.length > 0 && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-expanded={shown}
                      aria-label={`${name} ${t('reach.show')}`}
                      onClick={() => setOpened(shown ? null : name)}
                    >
                      {t(shown ? 'reach.hide' : 'reach.show')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
              {shown && (
                <Table.Tr>
                  <Table.Td colSpan={5}>
                    <Text size="sm">{missing.map((one) => `${one.student.name}（${signers(one.missing)}）`).join('  ')}</Text>
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** On the page of a round: whom consent covers, the lists for paper, and the ground for the rest. */
export const RoundReach: ConsentSlots['RoundReach'] = ({ roundId }) => {
  const { t } = useTranslation('consents');
  const { role } = useSession();
  const read = useRead('consents.reach', { roundId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  const reach = read.data;
  return (
    <SectionCard
      title={t('reach.title')}
      actions={
        <Group gap="xs">
          <Button size="xs" variant="default" component={Link} to={`/consents/print-missing?round=${roundId}`}>
            {t('reach.printList')}
          </Button>
          <Button size="xs" variant="default" component={Link} to="/consents/print?kind=assessment&scope=class">
            {t('reach.printForms')}
          </Button>
        </Group>
      }
    >
      <ErrorNotice error={read.error} />
      {reach && (
        <Stack gap="xs">
          <Summary reach={reach} />
          <Classes reach={reach} />
          {(reach.valid < reach.total || reach.basis !== null) && (
            <RoundGround key={reach.basis?.reason ?? ''} roundId={roundId} basis={reach.basis} mayWrite={role === 'counselor'} />
          )}
        </Stack>
      )}
    </SectionCard>
  );
};

function RoundGround(props: {
  readonly roundId: string;
  readonly basis: { readonly code: string; readonly reason: string | null } | null;
  readonly mayWrite: boolean;
}) {
  const { t } = useTranslation('consents');
  const { language } = useConsentWords();
  const { basis, roundId } = props;
  const [ground, setGround] = useState<Ground>(fromBasis(basis));
  const [editing, edit] = useDisclosure(false);
  const save = useWrite('consents.roundBasis', { invalidates: ['consents.reach'] });
  const fieldError = useFieldErrors(save.error);
  const chosen = toBasis(ground);
  return (
    <Paper withBorder p="sm" className={basis === null ? classes.notice : classes.quiet}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t('reach.basisTitle')}
        </Text>
        <Text size="sm">
          {basis === null
            ? t('reach.basisNone')
            : t('reach.basisLine', { basis: lawfulBases.label(basis.code, language), reason: basis.reason ?? '' })}
        </Text>
        {editing && <GroundFields ground={ground} onGround={setGround} fieldError={fieldError} />}
        <ErrorNotice error={save.error} />
        {props.mayWrite && (
          <Group>
            {editing ? (
              <Button
                size="xs"
                disabled={chosen === null}
                loading={save.isPending}
                onClick={() => chosen && save.mutate({ roundId, basis: chosen }, { onSuccess: edit.close })}
              >
                {t('reach.save')}
              </Button>
            ) : (
              <Button size="xs" variant="default" onClick={edit.open}>
                {t(basis === null ? 'reach.writeBasis' : 'reach.changeBasis')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** While a round is being planned: whom it would reach, and the ground for those whose consent is missing. */
export const PlannedReach: ConsentSlots['PlannedReach'] = (props) => {
  const { t } = useTranslation('consents');
  const { role } = useSession();
  const [writing, write] = useDisclosure(false);
  const { schoolYear, on } = props;
  const ready = role !== 'clerk' && props.grades.length > 0 && on !== null && isLocalDate(on);
  const read = useRead(
    'consents.reach',
    { schoolYear, grades: [...props.grades], on: on ?? '' },
    { enabled: ready, keepPrevious: true },
  );
  if (role === 'clerk') return null;
  const reach = ready ? read.data : undefined;
  return (
    <Stack gap="xs" component="section" aria-label={t('reach.title')}>
      <Text size="sm" fw={600}>
        {t('reach.title')}
      </Text>
      {!ready && (
        <Text size="sm" c="dimmed">
          {t('reach.pending')}
        </Text>
      )}
      <ErrorNotice error={read.error} />
      {reach && (
        <>
          <Summary reach={reach} />
          {reach.total > 0 && <Classes reach={reach} />}
          {reach.valid < reach.total && !writing && (
            <Group>
              <Button size="xs" variant="default" onClick={write.open}>
                {t('reach.now')}
              </Button>
            </Group>
          )}
          {writing && <GroundFields ground={props.ground} onGround={props.onGround} fieldError={props.fieldError} />}
        </>
      )}
    </Stack>
  );
};
