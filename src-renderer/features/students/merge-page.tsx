import { Alert, Button, Group, SegmentedControl, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { MergeField, MergePreview } from '../../../src-shared/contract/students.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import { disabilities, households, leftBehindKinds, sexes } from '../../../src-shared/domain/codes/person.ts';
import { queryClient, useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, formatDate, Loading, Page, SectionCard } from '../../components/index.ts';
import { useLanguage } from './use-language.ts';

type Choices = Partial<Record<MergeField, 'kept' | 'gone'>>;

/** Two files side by side: which value stays, what moves, what stands against it. */
export function MergePage() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const keptId = params.get('kept') ?? '';
  const goneId = params.get('gone') ?? '';
  const preview = useRead('students.previewMerge', { keptId, goneId });
  const swap = () => setParams({ kept: goneId, gone: keptId });
  return (
    <Page
      title={t('merge.pairTitle')}
      subtitle={preview.data && `${preview.data.gone.name} → ${preview.data.kept.name}`}
      actions={
        <>
          <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={swap}>
            {t('merge.swap')}
          </Button>
          <Button variant="default" onClick={() => navigate('/students/duplicates')}>
            {t('merge.title')}
          </Button>
        </>
      }
    >
      {preview.isPending && <Loading />}
      <ErrorNotice error={preview.error} />
      {preview.data && <Compare key={keptId} preview={preview.data} />}
    </Page>
  );
}

function Compare({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const [choices, setChoices] = useState<Choices>({});
  const [reason, setReason] = useState('');
  const merge = useWrite('students.merge');
  const { kept, gone, blocks, warnings, moves } = preview;
  const run = (): void =>
    merge.mutate(
      { keptId: kept.id, goneId: gone.id, fields: choices, reason },
      {
        onSuccess: ({ moved }) => {
          // Nothing read about either file holds any more.
          queryClient.clear();
          notifications.show({ message: t('merge.done', { count: moved }) });
          void navigate(`/students/${kept.id}`);
        },
      },
    );
  return (
    <Stack maw={960}>
      {blocks.map((block) => (
        <Alert key={block} color="red" variant="light">
          {t(`merge.block.${block}`)}
        </Alert>
      ))}
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" variant="light">
          {t(`merge.warning.${warning}`)}
        </Alert>
      ))}
      <SectionCard title={t('merge.choose')}>
        <Fields preview={preview} choices={choices} onChange={setChoices} />
      </SectionCard>
      <SectionCard title={t('merge.moves')}>
        {moves.length === 0 && <Text size="sm">{t('merge.nothing')}</Text>}
        {moves.map((line) => (
          <Text key={line.table} size="sm">
            {t(`merge.table.${line.table}`, { defaultValue: t('merge.otherTable') })}：
            {[
              line.moved > 0 ? t('merge.moved', { count: line.moved }) : '',
              line.joined > 0 ? t('merge.joined', { count: line.joined }) : '',
            ]
              .filter((text) => text !== '')
              .join('，')}
          </Text>
        ))}
      </SectionCard>
      <TextInput label={t('merge.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
      <ErrorNotice error={merge.error} />
      <Group justify="flex-end">
        <Button onClick={run} loading={merge.isPending} disabled={blocks.length > 0}>
          {t('merge.run')}
        </Button>
      </Group>
    </Stack>
  );
}

function Fields(props: {
  readonly preview: MergePreview;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}) {
  const { t } = useTranslation('students');
  const shown = useShownValue();
  const { kept, gone, fields } = props.preview;
  if (fields.length === 0) return <Text size="sm">{t('merge.same')}</Text>;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('merge.field')}</Table.Th>
          <Table.Th>{`${t('merge.kept')} · ${kept.name} ${kept.className ?? ''}`}</Table.Th>
          <Table.Th>{`${t('merge.gone')} · ${gone.name} ${gone.className ?? ''}`}</Table.Th>
          <Table.Th>{t('merge.choose')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map((line) => {
          const name = t(`merge.fields.${line.field}`);
          return (
            <Table.Tr key={line.field}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{shown(line.field, line.kept)}</Table.Td>
              <Table.Td>{shown(line.field, line.gone)}</Table.Td>
              <Table.Td>
                <SegmentedControl
                  size="xs"
                  aria-label={t('merge.chooseLabel', { field: name })}
                  data={[
                    { value: 'kept', label: t('merge.kept') },
                    { value: 'gone', label: t('merge.gone') },
                  ]}
                  value={props.choices[line.field] ?? line.choice}
                  onChange={(value) => props.onChange({ ...props.choices, [line.field]: value === 'gone' ? 'gone' : 'kept' })}
                />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** A stored value in words: codes by their tables, days as days, 1 and 0 as yes and no. */
function useShownValue(): (field: MergeField, value: string | null) => string {
  const { t } = useTranslation('students');
  const language = useLanguage();
  return (field, value) => {
    if (value === null || value === '') return t('none');
    if (field === 'sex') return sexes.label(value, language);
    if (field === 'ethnicity') return ethnicities.label(value, language);
    if (field === 'household') return households.label(value, language);
    if (field === 'leftBehind') return leftBehindKinds.label(value, language);
    if (field === 'disability') return disabilities.label(value, language);
    if (field === 'birthDate' || field === 'fileOpenedOn') return formatDate(value);
    return field === 'migrantChild' || field === 'orphan' || field === 'onlyChild' ? t(value === '1' ? 'yes' : 'no') : value;
  };
}
