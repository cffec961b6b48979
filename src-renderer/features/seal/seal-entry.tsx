import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SealRow } from '../../../src-shared/contract/seal.ts';
import { useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatInstant, formatTime } from '../../components/index.ts';

/** Who looked, at whom, why and how often; the counselor takes notice here. */
export function SealEntry({ row }: { readonly row: SealRow }) {
  const { t } = useTranslation('seal');
  const { role } = useSession();
  const acknowledge = useWrite('seal.acknowledge', { invalidates: ['seal.list'] });
  const span = { from: formatInstant(row.brokenAt), until: formatTime(row.untilAt), views: row.views };
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <div>
        <Text size="sm" fw={600} component={Link} to={`/students/${row.student.id}`} c="inherit">
          {t('line', { who: row.userName, student: row.student.name })}
        </Text>
        <Text size="sm">{row.reason}</Text>
        <Text size="xs" c="dimmed">
          {t(row.running ? 'stillRunning' : 'when', span)}
        </Text>
        {row.seenAt !== null && (
          <Text size="xs" c="dimmed">
            {t('seen', { who: row.seenBy ?? '', at: formatInstant(row.seenAt) })}
          </Text>
        )}
        <ErrorNotice error={acknowledge.error} />
      </div>
      {row.seenAt === null && role === 'counselor' && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ flexShrink: 0 }}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ sealId: row.sealId })}
        >
          {t('acknowledge')}
        </Button>
      )}
    </Group>
  );
}
