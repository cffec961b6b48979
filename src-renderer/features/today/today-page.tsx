import { Badge, Grid, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { ErrorNotice, Loading, Page, SectionCard } from '../../components/index.ts';
import { BackupCard } from '../backup/index.ts';
import { TermProgress } from './term-progress.tsx';
import { TodoList } from './todo-list.tsx';

/** What must be done today and why: late things first, never a ranking of children. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const slots = useSlots();
  const day = useRead('today.overview', {});
  if (day.isPending) return <Loading />;
  if (day.error) return <ErrorNotice error={day.error} onRetry={() => day.refetch()} />;
  const { on, teachingWeek, counts, sessions } = day.data;
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay() || 7;
  const title = t('title', { month: Number(on.slice(5, 7)), day: Number(on.slice(8)), weekday: t(`weekday.d${weekday}`) });
  const week = teachingWeek === null ? t('holiday') : t('week', { week: teachingWeek });
  return (
    <Page title={title} subtitle={`${week} · ${t('line', { sessions: sessions.length, overdue: counts.overdue })}`}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8.5 }}>
          <TodoList overview={day.data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3.5 }}>
          <Stack gap="md">
            {slots.today.map((Card) => (
              <Card key={Card.name} />
            ))}
            <Sessions sessions={sessions} />
            <BackupCard />
            <TermProgress progress={day.data.progress} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Sessions(props: { readonly sessions: Output<'today.overview'>['sessions'] }) {
  const { t } = useTranslation('today');
  return (
    <SectionCard title={t('sessions')}>
      {props.sessions.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noSessions')}
        </Text>
      )}
      <Stack gap={6}>
        {props.sessions.map((session) => (
          <Group key={`${session.student.id}${session.sessionId}`} gap="sm" wrap="nowrap">
            <Text size="sm" ff="monospace" c="dimmed">
              {session.startTime ?? '--:--'}
            </Text>
            <Badge variant="default" size="sm" radius="sm">
              {t(session.held ? 'held' : 'planned')}
            </Badge>
            <Text size="sm" truncate>
              {session.student.name}
            </Text>
          </Group>
        ))}
      </Stack>
    </SectionCard>
  );
}
