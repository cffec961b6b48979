import { Anchor, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useSession } from '../../app/session.ts';
import { SectionCard } from '../../components/index.ts';

type Line = Output<'today.overview'>['progress'][number];

/** How far the term has come towards what the duties ask for. */
export function TermProgress(props: { readonly progress: readonly Line[] }) {
  const { t } = useTranslation('today');
  const { role } = useSession();
  const shown = (line: Line): string => {
    if (line.value === null) return t('unknown');
    if (line.id === 'counselingHours') return t('hours', { value: line.value.toFixed(1) });
    return `${line.numerator ?? 0} / ${line.denominator ?? 0}`;
  };
  return (
    <SectionCard title={t('progress')}>
      <Stack gap="sm">
        {props.progress.map((line) => {
          const name = t(`progressName.${line.id}`, { goal: line.goal });
          return (
            <div key={line.id}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text size="sm">{name}</Text>
                <Text size="xs" c="dimmed">
                  {shown(line)}
                </Text>
              </Group>
              <Progress
                value={Math.min(100, ((line.value ?? 0) / (line.goal || 1)) * 100)}
                size={6}
                aria-label={`${name} ${shown(line)}`}
              />
            </div>
          );
        })}
        {role !== 'clerk' && (
          <Anchor component={Link} to="/reports" size="sm">
            {t('toReports')}
          </Anchor>
        )}
      </Stack>
    </SectionCard>
  );
}
