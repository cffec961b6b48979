import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditFinding } from '../../../src-shared/contract/audit.ts';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, formatInstant } from '../../components/index.ts';

/** Faults listed on screen at most; the number of all is told. */
const SHOWN = 20;

/** Walks the whole record on demand and names every fault in a sentence. */
export function Verify() {
  const { t } = useTranslation('audit');
  const check = useRead('audit.verify', {}, { enabled: false });
  const { data } = check;
  return (
    <>
      <Group gap="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={check.isFetching}
          onClick={() => void check.refetch()}
        >
          {t('verify.button')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('verify.hint')}
        </Text>
      </Group>
      <ErrorNotice error={check.error} />
      {data && (
        <Alert mt="sm" color={data.broken ? 'red' : 'pine'} variant="light" role="status">
          {data.broken
            ? t('verify.broken', { count: data.findings.length })
            : t('verify.whole', { rows: data.rows, head: data.head.slice(0, 16) })}
          {data.findings.length > 0 && (
            <List size="sm" mt="xs">
              {data.findings.slice(0, SHOWN).map((finding) => (
                <List.Item key={`${finding.what}${String(finding.seq)}${finding.source ?? ''}`}>
                  <Fault finding={finding} />
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </>
  );
}

export function Fault({ finding }: { readonly finding: AuditFinding }) {
  const { t } = useTranslation('audit');
  const { what, seq, lastSeq, at, until, userName, other, source, explained } = finding;
  const numbers = seq === lastSeq ? String(seq) : `${String(seq)}–${String(lastSeq)}`;
  const words = t(`verify.fault.${what}`, {
    numbers,
    at: formatInstant(at),
    until: formatInstant(until),
    who: userName ?? '—',
    other: other ?? '—',
    source: source ?? '—',
  });
  return <>{explained ? `${words}${t('verify.explained')}` : words}</>;
}
