import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/index.ts';
import { call } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { BulkDialog } from './bulk-dialog.tsx';

/** What may be done with the students that are chosen in the list. */
export function BulkBar(props: {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly asked: Input<'students.listIds'>;
  readonly total: number;
}) {
  const { t } = useTranslation('students');
  const [opened, { open, close }] = useDisclosure(false);
  const [error, setError] = useState<unknown>(null);
  const { selected, total } = props;
  const chooseAll = (): void => {
    setError(null);
    call('students.listIds', props.asked).then((ids) => props.onSelect(new Set(ids)), setError);
  };
  return (
    <>
      <Text size="sm" fw={600} role="status">
        {t('bulk.chosen', { count: selected.size })}
      </Text>
      <Button size="compact-sm" onClick={open}>
        {t('bulk.do')}
      </Button>
      {selected.size < total && (
        <Button size="compact-sm" variant="default" onClick={chooseAll}>
          {t('bulk.all', { count: total })}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => props.onSelect(new Set())}>
        {t('bulk.none')}
      </Button>
      <ErrorNotice error={error} />
      {opened && <BulkDialog studentIds={[...selected]} onClose={close} onDone={() => props.onSelect(new Set())} />}
    </>
  );
}
