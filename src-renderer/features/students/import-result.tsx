import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { call, useWrite } from '../../app/api.ts';
import { ErrorNotice, SectionCard } from '../../components/index.ts';
import { AFTER_IMPORT } from './import-state.ts';
import { refusedWords } from './import-words.ts';

/** What came in, what did not and why, and the way back. */
export function ImportResult(props: { readonly done: Output<'students.importRoster'>; readonly onAgain: () => void }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { batchId, counts, refused } = props.done;
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const undo = useWrite('students.undoImport', { invalidates: AFTER_IMPORT });
  const save = async (): Promise<void> => {
    setError(null);
    try {
      const filters = [{ name: t('import.fileKind'), extensions: ['xlsx'] }];
      const target = await call('files.chooseSave', { suggestedName: t('import.refusedName'), filters });
      if (!target) return;
      setSavedAs((await call('students.exportRefused', { token: target.token, batchId, words: refusedWords(t) })).name);
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Stack maw={760}>
      {undo.data ? (
        <Alert color="gray" role="status" icon={<IconArrowBackUp aria-hidden />}>
          {t('import.undone', undo.data)}
        </Alert>
      ) : (
        <Alert role="status" icon={<IconCheck aria-hidden />} title={t('import.doneTitle')}>
          {t('import.doneText', { added: counts.new ?? 0, changed: counts.changed ?? 0, same: counts.same ?? 0 })}
        </Alert>
      )}
      <ErrorNotice error={undo.error ?? error} />
      {refused > 0 && (
        <SectionCard
          title={t('import.left', { count: refused })}
          actions={
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save()}>
              {t('import.saveRefused')}
            </Button>
          }
        >
          <Text size="sm">{savedAs === null ? t('import.leftText') : t('import.saved', { name: savedAs })}</Text>
        </SectionCard>
      )}
      {!undo.data && (
        <Text size="sm" c="dimmed">
          {t('import.undoHint')}
        </Text>
      )}
      <Group>
        <Button onClick={() => navigate('/students')}>{t('import.toList')}</Button>
        <Button variant="default" onClick={props.onAgain}>
          {t('import.again')}
        </Button>
        {!undo.data && (
          <Button variant="subtle" color="red" loading={undo.isPending} onClick={() => undo.mutate({ batchId })}>
            {t('import.undo')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
