import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SheetMapping } from '../../../src-shared/contract/assessments.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { call, onEvent, useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, Page, SectionCard } from '../../components/index.ts';
import { ImportResult } from './import-result.tsx';
import { MappingForm } from './mapping-form.tsx';
import { OutcomeTable } from './outcome-table.tsx';
import { useAssessmentWords } from './words.ts';

interface Chosen {
  readonly token: string;
  readonly sheet: Output<'assessments.readSheet'>;
  readonly mapping: SheetMapping;
}

/** Choose a file, say what its columns and codes mean, see the rows decoded, import, see what became of each row. */
export function ImportPage() {
  const { t, i18n } = useTranslation('assessments');
  const roundId = useParams().roundId ?? '';
  const { scales } = useAssessmentWords();
  const round = useRead('assessments.roundDetail', { roundId });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const preview = useRead(
    'assessments.previewResults',
    { token: chosen?.token ?? '', roundId, mapping: chosen?.mapping ?? emptyMapping },
    { enabled: chosen !== null, keepPrevious: true },
  );
  const run = useWrite('assessments.importResults', {
    invalidates: [
      'assessments.rounds',
      'assessments.roundDetail',
      'warnings.reviews',
      'today.overview',
      'students.file',
      'students.chronology',
    ],
  });
  const progress = useProgress(run.isPending);
  const scale = scales.find((one) => one.id === round.data?.scaleId);

  const choose = async () => {
    setFailure(null);
    try {
      const file = await call('files.chooseOpen', {
        purpose: 'import',
        filters: [{ name: t('import.files'), extensions: ['csv', 'xlsx', 'xls'] }],
      });
      if (!file) return;
      const sheet = await call('assessments.readSheet', { token: file.token, roundId });
      run.reset();
      setChosen({ token: file.token, sheet, mapping: sheet.mapping });
    } catch (error) {
      setFailure(error);
    }
  };
  const saveUnmatched = async () => {
    if (!chosen) return;
    setFailure(null);
    try {
      const target = await call('files.chooseSave', {
        suggestedName: t('import.unmatchedName'),
        filters: [{ name: 'Excel', extensions: ['xlsx'] }],
      });
      if (!target) return;
      await call('assessments.exportUnmatched', {
        token: chosen.token,
        roundId,
        mapping: chosen.mapping,
        target: target.token,
        language: i18n.language === 'en' ? 'en' : 'zh',
      });
    } catch (error) {
      setFailure(error);
    }
  };

  return (
    <Page
      title={t('import.title')}
      subtitle={round.data?.title}
      actions={
        <Button component={Link} to={`/assessments/${roundId}`} variant="default">
          {t('import.back')}
        </Button>
      }
    >
      <Stack>
        <SectionCard title={t('import.file')}>
          <Group>
            <Button variant={chosen ? 'default' : 'filled'} onClick={() => void choose()}>
              {t(chosen ? 'import.chooseOther' : 'import.choose')}
            </Button>
            <Text size="sm" c="dimmed">
              {chosen ? t('import.chosen', { name: chosen.sheet.fileName, count: chosen.sheet.rowCount }) : t('import.fileHint')}
            </Text>
          </Group>
        </SectionCard>
        <ErrorNotice error={failure} />
        {chosen?.sheet.remembered && <Alert role="status">{t('import.remembered')}</Alert>}
        {run.data ? (
          <ImportResult result={run.data} onSave={() => void saveUnmatched()} problems={preview.data?.problems ?? []} />
        ) : (
          chosen &&
          scale && (
            <>
              <MappingForm
                sheet={chosen.sheet}
                scale={scale}
                grades={round.data?.grades ?? []}
                mapping={chosen.mapping}
                onChange={(mapping) => setChosen({ ...chosen, mapping })}
              />
              <ErrorNotice error={preview.error} />
              {preview.data && (
                <>
                  <SectionCard title={t('import.first')}>
                    <OutcomeTable label={t('import.first')} rows={preview.data.first} />
                  </SectionCard>
                  <ErrorNotice error={run.error} />
                  {run.isPending && <Progress value={progress} animated aria-label={t('import.running')} />}
                  <Group justify="flex-end">
                    <Text size="sm">
                      {t('import.willImport', { count: preview.data.counts.matched, rows: preview.data.rowCount })}
                    </Text>
                    <Button
                      loading={run.isPending}
                      disabled={preview.data.counts.matched === 0 || preview.isFetching}
                      onClick={() => run.mutate({ token: chosen.token, roundId, mapping: chosen.mapping })}
                    >
                      {t('import.run')}
                    </Button>
                  </Group>
                </>
              )}
            </>
          )
        )}
      </Stack>
    </Page>
  );
}

const emptyMapping: SheetMapping = {
  columns: {
    name: null,
    sex: null,
    age: null,
    grade: null,
    class: null,
    seconds: null,
    takenOn: null,
    total: null,
    validity: null,
  },
  items: [],
  subscores: {},
  sexCodes: {},
  gradeCodes: {},
  classForm: 'name',
  answerCodes: {},
};

/** Percent done of the running import. */
function useProgress(running: boolean): number {
  const [percent, setPercent] = useState(0);
  useEffect(() => {
    if (!running) return;
    setPercent(0);
    return onEvent((event) => {
      if (event.kind === 'progress' && event.task === 'assessments.import' && event.total > 0) {
        setPercent(Math.round((event.done / event.total) * 100));
      }
    });
  }, [running]);
  return percent;
}
