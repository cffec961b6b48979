import { Drawer, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from '../../../src-shared/contract/audit.ts';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, formatInstant, Loading } from '../../components/index.ts';
import { useAuditWords } from './use-audit-words.ts';

/** One row of the record with what changed in it, from → to. */
export function RowDrawer(props: { readonly seq: number; readonly onClose: () => void }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const read = useRead('audit.detail', { seq: props.seq });
  const { data } = read;
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={props.onClose}
      title={t('row.title', { seq: props.seq })}
      closeButtonProps={{ 'aria-label': t('row.close') }}
    >
      {read.isPending && <Loading />}
      <ErrorNotice error={read.error} />
      {data && (
        <Stack gap="sm">
          <Text size="sm">
            {t('row.line', {
              at: formatInstant(data.at),
              who: data.userName,
              role: t(`role.${data.role}`),
              action: t(`action.${data.action}`),
            })}
          </Text>
          <Text size="sm">{[words.channel(data.channel), data.subjectName].filter(Boolean).join(' · ')}</Text>
          {data.seal !== null && <Text size="sm">{t('row.seal')}</Text>}
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {words.detail(data.detail)}
          </Text>
          {data.changes.length > 0 && <Changes changes={data.changes} />}
          {data.moreChanges && (
            <Text size="sm" c="dimmed">
              {t('row.moreChanges')}
            </Text>
          )}
          {data.changes.length === 0 && data.changed.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('row.noChanges')}
            </Text>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const value = (text: string | null, restricted: boolean) => (restricted ? t('row.restricted') : (text ?? t('row.empty')));
  return (
    <Table fz="sm" withTableBorder verticalSpacing={4} aria-label={t('row.changes')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('row.field')}</Table.Th>
          <Table.Th>{t('row.from')}</Table.Th>
          <Table.Th>{t('row.to')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change, index) => (
          <Table.Tr key={`${change.entity}${change.field}${String(index)}`}>
            <Table.Td>{words.field(`${change.entity}.${change.field}`)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'pre-wrap' }}>{value(change.from, change.restricted)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'pre-wrap' }}>{value(change.to, change.restricted)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
