import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterImport } from '../../../src-shared/contract/students/roster.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, formatInstant, SectionCard } from '../../components/index.ts';
import { AFTER_IMPORT } from './import-state.ts';

/** The latest imports, each with its way back: an error is often seen only the day after. */
export function ImportPast() {
  const { t } = useTranslation('students');
  const past = useRead('students.imports', {});
  const [asked, setAsked] = useState<RosterImport | null>(null);
  const undo = useWrite('students.undoImport', { invalidates: AFTER_IMPORT });
  const rows = past.data ?? [];
  if (rows.length === 0) return null;
  return (
    <SectionCard title={t('import.past.title')}>
      <Stack gap="sm">
        <ErrorNotice error={past.error ?? undo.error} />
        <Table verticalSpacing={4} aria-label={t('import.past.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.past.at')}</Table.Th>
              <Table.Th>{t('import.past.file')}</Table.Th>
              <Table.Th>{t('import.past.by')}</Table.Th>
              <Table.Th>{t('import.past.counts')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.batchId}>
                <Table.Td>{formatInstant(row.importedAt)}</Table.Td>
                <Table.Td>{row.fileName}</Table.Td>
                <Table.Td>{row.by}</Table.Td>
                <Table.Td>{t('import.past.countsText', { ...row })}</Table.Td>
                <Table.Td ta="right">
                  {row.undoneAt !== null && (
                    <Text size="sm" c="dimmed">
                      {t('import.past.undone')}
                    </Text>
                  )}
                  {row.undoable && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="red"
                      aria-label={t('import.past.undoLabel', { file: row.fileName })}
                      onClick={() => setAsked(row)}
                    >
                      {t('import.past.undo')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={t('import.past.confirmTitle')}>
        <Stack>
          <Text size="sm">{t('import.past.confirm', { added: asked?.added ?? 0, changed: asked?.changed ?? 0 })}</Text>
          <Text size="sm" c="dimmed">
            {t('import.undoHint')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(null)}>
              {t('import.past.cancel')}
            </Button>
            <Button
              color="red"
              loading={undo.isPending}
              onClick={() => {
                if (asked) undo.mutate({ batchId: asked.batchId }, { onSettled: () => setAsked(null) });
              }}
            >
              {t('import.past.undo')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </SectionCard>
  );
}
