import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentKinds } from '../../../src-shared/domain/codes.ts';
import { type ConsentParty, consentParties } from '../../../src-shared/domain/consent.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { codeOptions, codeWord } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, ErrorNotice, formatDate, SectionCard, todayLocal } from '../../components/index.ts';

const TOUCHED = ['cases.consents', 'cases.sessionStart', 'cases.detail', 'students.file', 'students.chronology'] as const;

/** Consents of one student: whether counseling may go on, what is on record, and the form for a new one. */
export function ConsentCard(props: { readonly studentId: string; readonly readOnly?: boolean }) {
  const { t, i18n } = useTranslation('cases');
  const [adding, add] = useDisclosure(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const read = useRead('cases.consents', { studentId: props.studentId });
  if (!read.data) return <ErrorNotice error={read.error} />;
  const { counseling, list } = read.data;
  return (
    <SectionCard
      title={t('consent.title')}
      actions={
        props.readOnly !== true && (
          <Button size="xs" variant="default" onClick={add.open}>
            {t('consent.add')}
          </Button>
        )
      }
    >
      <Stack gap="xs">
        <Alert variant="light" color={counseling.valid ? 'pine' : 'yellow'} p="xs">
          {counseling.valid
            ? t('consent.valid')
            : t('consent.missing', { missing: counseling.missing.map((signer) => t(`consent.${signer}`)).join('、') })}
        </Alert>
        {list.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('consent.none')}
          </Text>
        )}
        {list.map((row) => (
          <Group key={row.consentId} justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              <Text size="sm" fw={600} td={row.withdrawnOn === null ? undefined : 'line-through'}>
                {codeWord(consentKinds, row.kind, i18n.language)}
              </Text>
              <Text size="xs" c="dimmed">
                {[
                  t('consent.given', { date: formatDate(row.givenOn), giver: row.giverName ?? t(`consent.${row.giver}`) }),
                  row.withdrawnOn && t('consent.withdrawn', { date: formatDate(row.withdrawnOn) }),
                  row.limits,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
            {row.withdrawnOn === null && props.readOnly !== true && (
              <Button size="compact-xs" variant="subtle" onClick={() => setWithdrawing(row.consentId)}>
                {t('consent.withdraw')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      <Modal opened={adding} onClose={add.close} title={t('consent.add')}>
        <AddConsent studentId={props.studentId} onDone={add.close} />
      </Modal>
      <Modal opened={withdrawing !== null} onClose={() => setWithdrawing(null)} title={t('consent.withdrawTitle')}>
        {withdrawing !== null && <Withdraw consentId={withdrawing} onDone={() => setWithdrawing(null)} />}
      </Modal>
    </SectionCard>
  );
}

function AddConsent(props: { readonly studentId: string; readonly onDone: () => void }) {
  const { t, i18n } = useTranslation('cases');
  const [kind, setKind] = useState<(typeof consentKinds)['codes'][number]>('counseling');
  const [giver, setGiver] = useState<ConsentParty>('guardian');
  const [giverName, setGiverName] = useState('');
  const [givenOn, setGivenOn] = useState<string | null>(todayLocal());
  const [untilDate, setUntilDate] = useState<string | null>(null);
  const [limits, setLimits] = useState('');
  const add = useWrite('cases.addConsent', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(add.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(
          { studentId: props.studentId, kind, giver, giverName, givenOn: givenOn ?? '', untilDate, limits },
          { onSuccess: props.onDone },
        );
      }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('consent.ageRule')}
        </Text>
        <Select
          label={t('consent.kind')}
          required
          allowDeselect={false}
          data={codeOptions(consentKinds, i18n.language)}
          value={kind}
          onChange={(value) => value && setKind(value)}
        />
        <Select
          label={t('consent.giver')}
          required
          allowDeselect={false}
          data={consentParties.map((value) => ({ value, label: t(`consent.${value}`) }))}
          value={giver}
          onChange={(value) => value && setGiver(value)}
          error={fieldError('giver')}
        />
        <TextInput
          label={t('consent.giverName')}
          value={giverName}
          onChange={(event) => setGiverName(event.currentTarget.value)}
        />
        <Group grow>
          <DateField label={t('consent.givenOn')} required value={givenOn} onChange={setGivenOn} error={fieldError('givenOn')} />
          <DateField label={t('consent.until')} value={untilDate} onChange={setUntilDate} error={fieldError('untilDate')} />
        </Group>
        <TextInput
          label={t('consent.limits')}
          placeholder={t('consent.limitsHint')}
          value={limits}
          onChange={(event) => setLimits(event.currentTarget.value)}
        />
        <ErrorNotice error={add.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending}>
            {t('consent.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Withdraw(props: { readonly consentId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('cases');
  const [withdrawnOn, setWithdrawnOn] = useState<string | null>(todayLocal());
  const withdraw = useWrite('cases.withdrawConsent', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(withdraw.error);
  return (
    <Stack>
      <DateField
        label={t('consent.withdrawnOn')}
        required
        value={withdrawnOn}
        onChange={setWithdrawnOn}
        error={fieldError('withdrawnOn')}
      />
      <ErrorNotice error={withdraw.error} />
      <Group justify="flex-end">
        <Button
          loading={withdraw.isPending}
          onClick={() =>
            withdraw.mutate({ consentId: props.consentId, withdrawnOn: withdrawnOn ?? '' }, { onSuccess: props.onDone })
          }
        >
          {t('consent.withdraw')}
        </Button>
      </Group>
    </Stack>
  );
}
