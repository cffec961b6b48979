import { Button, Progress, Stack, Stepper, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { call, useWrite } from '../../app/api.ts';
import { EmptyState, ErrorNotice, Page } from '../../components/index.ts';
import { ImportMapping } from './import-mapping.tsx';
import { ImportPast } from './import-past.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportResult } from './import-result.tsx';
import { AFTER_IMPORT, type Roster, suggestedMapping, suggestedSheets } from './import-state.ts';

type Done = Output<'students.importRoster'>;

/** Choose the file → check the columns → look at every row's outcome → import. Nothing is written before the last step. */
export function ImportPage() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const [roster, setRoster] = useState<Roster | null>(null);
  const [step, setStep] = useState<'file' | 'mapping' | 'preview' | 'done'>('file');
  const [done, setDone] = useState<Done | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [reading, setReading] = useState(false);
  const run = useWrite('students.importRoster', { invalidates: AFTER_IMPORT });

  const choose = async (): Promise<void> => {
    setError(null);
    try {
      const filters = [{ name: t('import.fileKind'), extensions: ['xlsx', 'xls', 'xlsm', 'ods', 'et', 'csv', 'txt'] }];
      const chosen = await call('files.chooseOpen', { purpose: 'import', filters });
      if (!chosen) return;
      setReading(true);
      const file = await call('students.readRoster', { token: chosen.token });
      const sheets = suggestedSheets(file);
      const mapping = suggestedMapping(file, sheets[0] ?? 0);
      setRoster({ token: chosen.token, file, sheets: sheets.length > 0 ? sheets : [0], schoolYear: file.schoolYear, mapping });
      setStep('mapping');
    } catch (reason) {
      setError(reason);
    } finally {
      setReading(false);
    }
  };
  const start = (decisions: Record<string, string>): void => {
    if (!roster) return;
    const { token, sheets, schoolYear, mapping } = roster;
    run.mutate(
      { token, sheets: [...sheets], schoolYear, mapping, decisions },
      {
        onSuccess: (result) => {
          setDone(result);
          setStep('done');
        },
      },
    );
  };
  const again = (): void => {
    setRoster(null);
    setDone(null);
    run.reset();
    setStep('file');
  };

  return (
    <Page
      title={t('import.title')}
      subtitle={roster?.file.fileName}
      actions={
        <Button variant="default" onClick={() => navigate('/students')}>
          {t('import.toList')}
        </Button>
      }
    >
      <Stack gap="lg">
        <Stepper size="sm" active={['file', 'mapping', 'preview', 'done'].indexOf(step)} allowNextStepsSelect={false}>
          {(['file', 'mapping', 'preview', 'done'] as const).map((name) => (
            <Stepper.Step key={name} label={t(`import.step.${name}`)} />
          ))}
        </Stepper>
        {step === 'file' && (
          <>
            <ErrorNotice error={error} />
            <EmptyState
              title={t('import.chooseTitle')}
              text={t('import.chooseText')}
              action={
                <Button leftSection={<IconFileImport size={16} aria-hidden />} loading={reading} onClick={() => void choose()}>
                  {t('import.choose')}
                </Button>
              }
            />
            {reading && (
              <Stack gap={4}>
                <Text size="sm" c="dimmed" role="status">
                  {t('import.reading')}
                </Text>
                <Progress value={100} animated aria-label={t('import.reading')} />
              </Stack>
            )}
            {!reading && <ImportPast />}
          </>
        )}
        {step === 'mapping' && roster && (
          <ImportMapping roster={roster} onChange={setRoster} onBack={again} onNext={() => setStep('preview')} />
        )}
        {step === 'preview' && roster && (
          <ImportPreview
            roster={roster}
            running={run.isPending}
            error={run.error}
            onBack={() => setStep('mapping')}
            onRun={start}
          />
        )}
        {step === 'done' && done && <ImportResult done={done} onAgain={again} />}
      </Stack>
    </Page>
  );
}
