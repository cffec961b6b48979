import { Alert, Anchor, Button, Group, List, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConsentRow } from '../../../src-shared/contract/consents.ts';
import { withdrawalWays } from '../../../src-shared/domain/codes.ts';
import { type ConsentParty, consentParties } from '../../../src-shared/domain/consent.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, ErrorNotice, formatDate, todayLocal } from '../../components/index.ts';
import { TOUCHED } from './touched.ts';

interface DialogProps {
  readonly row: ConsentRow;
  readonly onDone: () => void;
}

export function WithdrawForm({ row, onDone }: DialogProps) {
  const { t, i18n } = useTranslation('consents');
  const [withdrawnOn, setWithdrawnOn] = useState<string | null>(todayLocal());
  const [by, setBy] = useState<ConsentParty>(row.giver);
  const [via, setVia] = useState<(typeof withdrawalWays)['codes'][number]>('paper');
  const [note, setNote] = useState('');
  const save = useWrite('consents.withdraw', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(save.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { consentId, revision } = row;
    save.mutate(
      { consentId, revision, withdrawnOn: withdrawnOn ?? '', by, via, note },
      {
        onSuccess: () => {
          notifications.show({ message: t('withdraw.done') });
          onDone();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Alert variant="light" color="yellow" p="xs">
          {t('withdraw.law')}
        </Alert>
        <Touches consentId={row.consentId} />
        <Group grow align="flex-start">
          <DateField
            label={t('withdraw.on')}
            required
            value={withdrawnOn}
            onChange={setWithdrawnOn}
            error={fieldError('withdrawnOn')}
          />
          <Select
            label={t('withdraw.by')}
            required
            allowDeselect={false}
            data={consentParties.map((value) => ({ value, label: t(`giver.${value}`) }))}
            value={by}
            onChange={(value) => value && setBy(value)}
          />
          <Select
            label={t('withdraw.via')}
            required
            allowDeselect={false}
            data={codeOptions(withdrawalWays, i18n.language)}
            value={via}
            onChange={(value) => value && setVia(value)}
          />
        </Group>
        <TextInput
          label={t('withdraw.note')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={fieldError('note')}
        />
        <ErrorNotice error={save.error} />
        <Buttons save={t('withdraw.save')} pending={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}

/** What goes on under the consent, each with its page. */
function Touches(props: { readonly consentId: string }) {
  const { t } = useTranslation('consents');
  const read = useRead('consents.touched', { consentId: props.consentId });
  if (!read.data) return <ErrorNotice error={read.error} />;
  const { openCase, nextSessions, plan, rounds } = read.data;
  const lines: { readonly to: string | null; readonly text: string }[] = [
    ...(openCase ? [{ to: `/cases/${openCase.caseId}`, text: t('withdraw.openCase', { no: openCase.caseNo }) }] : []),
    ...nextSessions.map((day) => ({ to: null, text: t('withdraw.nextSession', { date: formatDate(day) }) })),
    ...(plan ? [{ to: `/plans/${plan.planId}`, text: t('withdraw.plan', { version: plan.version }) }] : []),
    ...rounds.map((round) => ({ to: `/assessments/${round.roundId}`, text: t('withdraw.round', { title: round.title }) })),
  ];
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('withdraw.touches')}
      </Text>
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('withdraw.nothing')}
        </Text>
      ) : (
        <List size="sm">
          {lines.map(({ to, text }) => (
            <List.Item key={text}>
              {to === null ? (
                text
              ) : (
                <Anchor component={Link} to={to} size="sm">
                  {text}
                </Anchor>
              )}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}

export function HandleForm({ row, onDone }: DialogProps) {
  const { t } = useTranslation('consents');
  const [handledOn, setHandledOn] = useState<string | null>(todayLocal());
  const [handling, setHandling] = useState('');
  const save = useWrite('consents.handle', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(save.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { consentId, revision } = row;
    save.mutate({ consentId, revision, handledOn: handledOn ?? '', handling }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Touches consentId={row.consentId} />
        <DateField label={t('handle.on')} required value={handledOn} onChange={setHandledOn} error={fieldError('handledOn')} />
        <Textarea
          label={t('handle.what')}
          description={t('handle.whatHint')}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={handling}
          onChange={(event) => setHandling(event.currentTarget.value)}
          error={fieldError('handling')}
        />
        <ErrorNotice error={save.error} />
        <Buttons save={t('handle.save')} pending={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}

export function VoidForm({ row, onDone }: DialogProps) {
  const { t } = useTranslation('consents');
  const [reason, setReason] = useState('');
  const save = useWrite('consents.void', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(save.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ consentId: row.consentId, revision: row.revision, reason }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('void.text')}</Text>
        <TextInput
          label={t('void.reason')}
          required
          maxLength={200}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldError('reason')}
        />
        <ErrorNotice error={save.error} />
        <Buttons save={t('void.save')} pending={save.isPending} onCancel={onDone} />
      </Stack>
    </form>
  );
}

function Buttons(props: { readonly save: string; readonly pending: boolean; readonly onCancel: () => void }) {
  const { t } = useTranslation('consents');
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={props.onCancel}>
        {t('form.cancel')}
      </Button>
      <Button type="submit" loading={props.pending}>
        {props.save}
      </Button>
    </Group>
  );
}
