import { Badge, Button, List, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupFacts, BackupFile } from '../../../src-shared/contract/backup.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { EmptyState, ErrorNotice, formatInstant, Loading, SectionCard } from '../../components/index.ts';

type After = readonly ['backup.status', 'backup.list'];
const COLOURS = { proved: 'pine', checked: 'pine', unknown: 'gray', damaged: 'red', newer: 'yellow' } as const;
const COLUMNS = ['at', 'reason', 'place', 'size', 'holds', 'opensWith', 'state'] as const;

/** Every backup with what is known of it, and the data that restores have put aside. */
export function BackupList(props: { readonly after: After }) {
  const { t } = useTranslation('backup');
  const list = useRead('backup.list', {});
  const prove = useWrite('backup.rehearse', { invalidates: props.after });
  if (list.isPending) return <Loading />;
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => list.refetch()} />;
  const { files, asides } = list.data;
  return (
    <>
      <SectionCard title={t('list.title')} padding={files.length > 0 ? 'none' : 'md'}>
        {files.length === 0 ? (
          <EmptyState title={t('list.none')} text={t('list.noneText')} />
        ) : (
          <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table aria-label={t('list.label')} verticalSpacing="xs" horizontalSpacing="md" fz={13}>
              <Table.Thead>
                <Table.Tr>
                  {COLUMNS.map((column) => (
                    <Table.Th key={column}>{t(`list.${column}`)}</Table.Th>
                  ))}
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {files.map((file) => (
                  <Row
                    key={`${file.place}${file.name}`}
                    file={file}
                    isBusy={prove.isPending}
                    onProve={() => prove.mutate({ place: file.place, name: file.name })}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Text size="xs" c="dimmed" p={files.length > 0 ? 'md' : 0}>
          {t('list.kept')}
        </Text>
        <ErrorNotice error={prove.error} />
      </SectionCard>
      {asides.length > 0 && (
        <SectionCard title={t('asides.title')}>
          <Stack gap="xs">
            <Text size="sm">{t('asides.text')}</Text>
            <List size="sm">
              {asides.map(({ name, at, bytes, usable }) => (
                <List.Item key={name}>
                  {t(usable ? 'asides.one' : 'asides.unusable', { at: formatInstant(at), size: formatBytes(bytes) })}
                </List.Item>
              ))}
            </List>
          </Stack>
        </SectionCard>
      )}
    </>
  );
}

function Row(props: { readonly file: BackupFile; readonly isBusy: boolean; readonly onProve: () => void }) {
  const { t } = useTranslation('backup');
  const { name, place, madeAt, reason, bytes, state, facts } = props.file;
  return (
    <Table.Tr>
      <Table.Td>{formatInstant(madeAt)}</Table.Td>
      <Table.Td>{t(`reason.${reason}`)}</Table.Td>
      <Table.Td>{t(`place.${place}`)}</Table.Td>
      <Table.Td>{formatBytes(bytes)}</Table.Td>
      <Table.Td>{facts ? t('list.holdsText', facts.rows) : '—'}</Table.Td>
      <Table.Td>{facts ? <OpensWith slots={facts.opensWith} /> : '—'}</Table.Td>
      <Table.Td>
        <Badge variant="outline" radius="sm" color={COLOURS[state]}>
          {t(`fileState.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {state !== 'newer' && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={props.isBusy}
            aria-label={t('action.verifyOne', { name })}
            onClick={props.onProve}
          >
            {t('action.verify')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function OpensWith(props: { readonly slots: BackupFacts['opensWith'] }) {
  const { t, i18n } = useTranslation('backup');
  const names = props.slots.map(({ name, kind }) => t(`kind.${kind}`, { name }));
  return <>{[...new Set(names)].join(i18n.language === 'en' ? ', ' : '、')}</>;
}
