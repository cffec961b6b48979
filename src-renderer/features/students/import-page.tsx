import { Button, Stack, Stepper, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { RosterField } from '../../../src-shared/contract/students.ts';
import { call, useWrite } from '../../app/api.ts';
import { EmptyState, ErrorNotice, Page } from '../../components/index.ts';
import { ImportMapping } from './import-mapping.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportResult } from './import-result.tsx';

/** The file being imported and what the person has said about it so far. */
export interface Roster {
  readonly token: string;
  readonly file: Output<'students.readRoster'>;
  readonly sheet: number;
  readonly schoolYear: number;
  readonly mapping: Readonly<Record<string, RosterField>>;
}

export function suggestedMapping(file: Output<'students.readRoster'>, sheet: number): Record<string, RosterField> {
  const columns = file.sheets[sheet]?.columns ?? [];
  return Object.fromEntries(columns.flatMap((c) => (c.field ? [[String(c.index), c.field] as const] : [])));
}

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
  const run = useWrite('students.importRoster', {
    invalidates: ['students.list', 'students.classes', 'students.search', 'students.file'],
  });

  const choose = async (): Promise<void> => {
    setError(null);
    setReading(true);
    try {
      const filters = [{ name: t('import.fileKind'), extensions: ['xlsx', 'xls', 'csv', 'txt'] }];
      const chosen = await call('files.chooseOpen', { purpose: 'import', filters });
      if (!chosen) return;
      const file = await call('students.readRoster', { token: chosen.token });
      setRoster({ token: chosen.token, file, sheet: 0, schoolYear: file.schoolYear, mapping: suggestedMapping(file, 0) });
      setStep('mapping');
    } catch (reason) {
      setError(reason);
    } finally {
      setReading(false);
    }
  };
  const start = (decisions: Record<string, string>): void => {
    if (!roster) return;
    const { token, sheet, schoolYear, mapping } = roster;
    run.mutate(
      { token, sheet, schoolYear, mapping, decisions },
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
        {step === 'file' && reading && (
          <Text size="sm" c="dimmed" role="status">
            {t('import.step.file')}
          </Text>
        )}
      </Stack>
    </Page>
  );
}
