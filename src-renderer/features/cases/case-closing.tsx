import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClosureReason, closureReasons } from '../../../src-shared/domain/codes.ts';
import { useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateField, ErrorNotice, todayLocal } from '../../components/index.ts';

const TOUCHED = ['cases.list', 'cases.detail', 'cases.sessionStart', 'students.file', 'students.chronology'] as const;

interface Props {
  readonly caseId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function CloseCase(props: Props) {
  const { t, i18n } = useTranslation('cases');
  const [closedOn, setClosedOn] = useState<string | null>(todayLocal());
  const [reason, setReason] = useState<ClosureReason>('goalsReached');
  const [circumstance, setCircumstance] = useState('');
  const close = useWrite('cases.close', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(close.error);
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('page.closeTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close.mutate({ caseId: props.caseId, closedOn: closedOn ?? '', reason, circumstance }, { onSuccess: props.onClose });
        }}
      >
        <Stack>
          <DateField
            label={t('page.closeDate')}
            required
            value={closedOn}
            onChange={setClosedOn}
            error={fieldError('closedOn')}
          />
          <Select
            label={t('page.closeReason')}
            required
            allowDeselect={false}
            data={codeOptions(closureReasons, i18n.language)}
            value={reason}
            onChange={(value) => value && setReason(value)}
          />
          <Textarea
            label={t('page.circumstance')}
            description={t('page.circumstanceHint')}
            required
            autosize
            minRows={3}
            value={circumstance}
            onChange={(event) => setCircumstance(event.currentTarget.value)}
            error={fieldError('circumstance')}
          />
          <ErrorNotice error={close.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={close.isPending}>
              {t('page.close')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function ReopenCase(props: Props) {
  const { t } = useTranslation('cases');
  const [reopenedOn, setReopenedOn] = useState<string | null>(todayLocal());
  const [reason, setReason] = useState('');
  const reopen = useWrite('cases.reopen', { invalidates: TOUCHED });
  const fieldError = useFieldErrors(reopen.error);
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('page.reopen')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reopen.mutate({ caseId: props.caseId, reopenedOn: reopenedOn ?? '', reason }, { onSuccess: props.onClose });
        }}
      >
        <Stack>
          <DateField
            label={t('page.reopenDate')}
            required
            value={reopenedOn}
            onChange={setReopenedOn}
            error={fieldError('reopenedOn')}
          />
          <Textarea
            label={t('page.reopenReason')}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError('reason')}
          />
          <ErrorNotice error={reopen.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={reopen.isPending}>
              {t('page.reopen')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
