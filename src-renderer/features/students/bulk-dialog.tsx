import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type BulkAction, type BulkRow, bulkOutcomes } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { call, queryClient, useRead, useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { type Column, DataTable, DateField, ErrorNotice, todayLocal } from '../../components/index.ts';
import { useLanguage } from './use-language.ts';

const KINDS = ['mentor', 'addTag', 'endTag', 'class'] as const;
type Kind = (typeof KINDS)[number];

interface Values {
  readonly kind: Kind;
  readonly staffId: string | null;
  readonly code: string | null;
  readonly source: string;
  readonly className: string;
  readonly on: string | null;
}

function toAction(values: Values): BulkAction | null {
  const { kind, on } = values;
  if (on === null) return null;
  if (kind === 'mentor') return values.staffId === null ? null : { kind, staffId: values.staffId, on };
  if (kind === 'class') return values.className.trim() === '' ? null : { kind, className: values.className, on };
  const code = careTags.codes.find((tag) => tag === values.code);
  if (code === undefined) return null;
  return kind === 'addTag' ? { kind, code, on, source: values.source } : { kind, code, on };
}

const TOUCHED = ['students.list', 'students.listCounts', 'students.classes', 'students.file', 'students.rollDetails'] as const;

/** One change for many: chosen, shown for each, carried out at once, and taken back from the notice. */
export function BulkDialog(props: {
  readonly studentIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('students');
  const studentIds = [...props.studentIds];
  const [values, setValues] = useState<Values>({
    kind: 'mentor',
    staffId: null,
    code: null,
    source: '',
    className: '',
    on: todayLocal(),
  });
  const [planned, setPlanned] = useState<{ action: BulkAction; preview: Output<'students.previewBulk'> } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const apply = useWrite('students.applyBulk', { invalidates: TOUCHED });
  const action = toAction(values);
  const set = (part: Partial<Values>): void => {
    setValues({ ...values, ...part });
    setPlanned(null);
    setError(null);
  };
  const preview = (): void => {
    if (action) call('students.previewBulk', { studentIds, action }).then((p) => setPlanned({ action, preview: p }), setError);
  };
  const run = (): void => {
    if (!planned) return;
    apply.mutate(
      { studentIds, action: planned.action },
      {
        onSuccess: ({ changeId, counts }) => {
          notice(t, changeId, counts.change);
          props.onDone();
          props.onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={props.onClose} title={t('bulk.chosen', { count: studentIds.length })} size="xl">
      <Stack>
        <SegmentedControl
          aria-label={t('bulk.kindLabel')}
          data={KINDS.map((kind) => ({ value: kind, label: t(`bulk.kind.${kind}`) }))}
          value={values.kind}
          onChange={(value) => set({ kind: KINDS.find((kind) => kind === value) ?? 'mentor' })}
        />
        <ActionFields values={values} onChange={set} />
        <ErrorNotice error={error ?? apply.error} />
        {planned && <Planned preview={planned.preview} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={preview} disabled={action === null}>
            {t('bulk.preview')}
          </Button>
          <Button onClick={run} loading={apply.isPending} disabled={(planned?.preview.counts.change ?? 0) === 0}>
            {planned && planned.preview.counts.change === 0
              ? t('bulk.nothing')
              : t('bulk.apply', { count: planned?.preview.counts.change ?? studentIds.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ActionFields(props: { readonly values: Values; readonly onChange: (part: Partial<Values>) => void }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const staff = useRead('settings.staff', {});
  const { values, onChange } = props;
  return (
    <Group grow align="flex-start">
      {values.kind === 'mentor' && (
        <Select
          label={t('bulk.mentor')}
          searchable
          required
          data={(staff.data ?? []).filter((m) => m.leftOn === null).map((m) => ({ value: m.id, label: m.name }))}
          value={values.staffId}
          onChange={(staffId) => onChange({ staffId })}
        />
      )}
      {(values.kind === 'addTag' || values.kind === 'endTag') && (
        <Select
          label={t('bulk.tag')}
          searchable
          required
          data={codeOptions(careTags, language)}
          value={values.code}
          onChange={(code) => onChange({ code })}
        />
      )}
      {values.kind === 'addTag' && (
        <TextInput label={t('bulk.source')} value={values.source} onChange={(e) => onChange({ source: e.currentTarget.value })} />
      )}
      {values.kind === 'class' && (
        <TextInput
          label={t('bulk.className')}
          description={t('create.classHint')}
          required
          value={values.className}
          onChange={(e) => onChange({ className: e.currentTarget.value })}
        />
      )}
      <DateField label={t('bulk.on')} required value={values.on} onChange={(on) => onChange({ on })} />
    </Group>
  );
}

function Planned({ preview }: { readonly preview: Output<'students.previewBulk'> }) {
  const { t } = useTranslation('students');
  const columns: Column<BulkRow>[] = [
    { key: 'name', header: t('bulk.column.name'), cell: (r) => r.name, sortBy: (r) => r.name },
    {
      key: 'class',
      header: t('bulk.column.class'),
      width: '110px',
      cell: (r) => r.className ?? t('none'),
      sortBy: (r) => r.className,
    },
    {
      key: 'outcome',
      header: t('bulk.column.outcome'),
      width: '110px',
      cell: (r) => t(`bulk.outcomeWord.${r.outcome}`),
      sortBy: (r) => r.outcome,
    },
    {
      key: 'before',
      header: t('bulk.column.before'),
      width: '130px',
      cell: (r) => r.before ?? t('none'),
      sortBy: (r) => r.before,
    },
    {
      key: 'reason',
      header: t('bulk.column.reason'),
      cell: (r) => (r.reason === null ? '' : t(`bulk.reason.${r.reason}`)),
      sortBy: (r) => r.reason,
    },
  ];
  return (
    <>
      <Text size="sm" role="status">
        {bulkOutcomes
          .filter((outcome) => preview.counts[outcome] > 0)
          .map((outcome) => t(`bulk.outcome.${outcome}`, { count: preview.counts[outcome] }))
          .join(' · ')}
      </Text>
      <DataTable label={t('bulk.table')} rows={preview.rows} columns={columns} rowKey={(r) => r.studentId} height="320px" />
    </>
  );
}

/** The notice with the way back; it stays until it is closed or the screen is locked. */
function notice(t: TFunction<'students'>, changeId: string, count: number): void {
  const undo = (): void => {
    call('students.undoBulk', { changeId }).then(
      async ({ restored }) => {
        notifications.update({ id: changeId, message: t('bulk.undone', { count: restored }), autoClose: 5000 });
        for (const channel of TOUCHED) await queryClient.invalidateQueries({ queryKey: [channel] });
      },
      (error: unknown) => notifications.update({ id: changeId, message: <ErrorNotice error={error} />, autoClose: false }),
    );
  };
  notifications.show({
    id: changeId,
    autoClose: false,
    message: (
      <Group justify="space-between">
        <span>{t('bulk.done', { count })}</span>
        <Button size="compact-sm" variant="default" onClick={undo}>
          {t('bulk.undo')}
        </Button>
      </Group>
    ),
  });
}
