import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CardChange } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { ethnicities } from '../../../src-shared/domain/codes/ethnicity.ts';
import {
  disabilities,
  enrolmentStatuses,
  guardianRelations,
  households,
  leftBehindKinds,
  sexes,
} from '../../../src-shared/domain/codes/person.ts';
import type { CodeEntry, CodeTable } from '../../../src-shared/domain/codes.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatInstant, Loading } from '../../components/index.ts';
import { useLanguage } from './use-language.ts';

const TABLES: Readonly<Record<string, Pick<CodeTable<CodeEntry>, 'label'>>> = {
  sex: sexes,
  ethnicity: ethnicities,
  household: households,
  disability: disabilities,
  left_behind: leftBehindKinds,
  relation: guardianRelations,
  status: enrolmentStatuses,
  code: careTags,
};
const FLAGS = new Set(['migrant_child', 'orphan', 'only_child', 'is_primary', 'boarder']);

/** What was changed on the card, from which value to which, by whom and when. */
export function CardHistory(props: { readonly studentId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const changes = useRead('students.cardChanges', { studentId: props.studentId });
  const shown = (field: string, value: string | null): string => {
    if (value === null || value === '') return t('details.blank');
    if (FLAGS.has(field)) return t(value === '1' ? 'yes' : 'no');
    return TABLES[field]?.label(value, language) ?? value;
  };
  const columns: Column<CardChange>[] = [
    { key: 'when', header: t('details.change.when'), width: '190px', cell: (r) => formatInstant(r.at), sortBy: (r) => r.at },
    { key: 'who', header: t('details.change.who'), width: '110px', cell: (r) => r.by, sortBy: (r) => r.by },
    {
      key: 'what',
      header: t('details.change.what'),
      width: '170px',
      cell: (r) => `${t(`details.entity.${r.entity}`)} · ${t(`details.field.${r.field}`, { defaultValue: r.field })}`,
      sortBy: (r) => `${r.entity}${r.field}`,
    },
    { key: 'from', header: t('details.change.from'), cell: (r) => shown(r.field, r.from) },
    { key: 'to', header: t('details.change.to'), cell: (r) => shown(r.field, r.to) },
  ];
  return (
    <Modal opened onClose={props.onClose} title={t('details.changesTitle')} size="xl">
      {changes.isPending && <Loading />}
      <ErrorNotice error={changes.error} />
      {changes.data && (
        <DataTable
          label={t('details.changesTitle')}
          rows={changes.data}
          columns={columns}
          rowKey={(r) => `${r.at}${r.entity}${r.field}${r.from ?? ''}${r.to ?? ''}`}
          height="420px"
          empty={<EmptyState title={t('details.noChanges')} />}
        />
      )}
    </Modal>
  );
}
