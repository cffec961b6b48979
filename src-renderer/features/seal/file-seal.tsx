import { Alert, Box, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye, IconLockOpen } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../src-shared/contract/index.ts';
import { queryClient, useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatTime, SectionCard } from '../../components/index.ts';
import { BreakDialog } from './break-dialog.tsx';
import { SealEntry } from './seal-entry.tsx';

/** What a seal opens or closes: read anew when it is broken, ends or runs out. */
const OPENED: readonly Channel[] = [
  'seal.active',
  'seal.list',
  'students.file',
  'students.chronology',
  'cases.sessions',
  'cases.session',
  'cases.detail',
  'plans.detail',
  'warnings.history',
  'warnings.reviews',
  'warnings.reports',
];
const readAnew = (): void => OPENED.forEach((channel) => void queryClient.invalidateQueries({ queryKey: [channel] }));

/** In a student's file: the lead's button and running time; for the counselor what has been looked at. */
export function FileSeal({ studentId }: { readonly studentId: string }) {
  const { role } = useSession();
  if (role === 'lead') return <LeadSeal studentId={studentId} />;
  return role === 'counselor' ? <PastSeals studentId={studentId} /> : null;
}

function LeadSeal({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('seal');
  const [asking, setAsking] = useState(false);
  const active = useRead('seal.active', { studentId });
  const end = useWrite('seal.end');
  const untilAt = active.data?.untilAt;
  useEffect(() => {
    if (untilAt === undefined) return;
    const timer = setTimeout(readAnew, Math.max(0, new Date(untilAt).getTime() - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [untilAt]);
  if (active.isPending) return null;
  const running = active.data;
  return (
    <>
      {running ? (
        <Alert mt="xs" color="orange" variant="light" icon={<IconLockOpen size={18} aria-hidden />} role="status">
          <Group justify="space-between">
            <Text size="sm">{t('running', { time: formatTime(running.untilAt) })}</Text>
            <Button
              size="compact-sm"
              variant="default"
              loading={end.isPending}
              onClick={() => end.mutate({ sealId: running.sealId }, { onSuccess: readAnew })}
            >
              {t('end')}
            </Button>
          </Group>
        </Alert>
      ) : (
        <Group mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEye size={14} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('open')}
          </Button>
        </Group>
      )}
      <ErrorNotice error={end.error ?? active.error} />
      {asking && (
        <BreakDialog
          studentId={studentId}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            readAnew();
          }}
        />
      )}
    </>
  );
}

function PastSeals({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('seal');
  const { data } = useRead('seal.list', { studentId, limit: 20 });
  const [shown, { toggle }] = useDisclosure(false);
  if (!data || data.length === 0) return null;
  const waiting = data.some((row) => row.seenAt === null);
  // What has been acknowledged stays within reach without taking the room of the file.
  return (
    <Box mt="xs">
      {!waiting && (
        <Button size="compact-sm" variant="default" onClick={toggle} aria-expanded={shown}>
          {t('past', { count: data.length })}
        </Button>
      )}
      {(waiting || shown) && (
        <SectionCard title={t('file')}>
          <Stack gap="sm">
            {data.map((row) => (
              <SealEntry key={row.sealId} row={row} />
            ))}
          </Stack>
        </SectionCard>
      )}
    </Box>
  );
}
