import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { call } from '../../app/api.ts';
import { ErrorNotice, Stat } from '../../components/index.ts';

/** A masked value with a button that shows it; each look goes into the log. */
export function Covered(props: {
  readonly studentId: string;
  readonly field: Input<'students.reveal'>['field'];
  readonly guardianId?: string;
  readonly masked: string | null;
  readonly label: string;
}) {
  const { t } = useTranslation('students');
  const [shown, setShown] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { studentId, field, guardianId } = props;
  const reveal = (): void => {
    call('students.reveal', { studentId, field, ...(guardianId !== undefined && { guardianId }) }).then(
      ({ value }) => setShown(value),
      setError,
    );
  };
  const name = t('card.show', { what: props.label });
  const value = (
    <Group gap={4} wrap="nowrap">
      <span>{shown ?? props.masked ?? t('none')}</span>
      {props.masked !== null && shown === null && (
        <Tooltip label={t('card.showHint')}>
          <ActionIcon size="xs" variant="subtle" aria-label={name} onClick={reveal}>
            <IconEye size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
  return (
    <>
      <Stat label={props.label} value={value} />
      <ErrorNotice error={error} />
    </>
  );
}
