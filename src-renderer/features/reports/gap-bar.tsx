import { Alert, Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../src-shared/contract/reports.ts';
import type { Opened } from './list-drawer.tsx';

/** Contradictions and gaps before any number; each opens its list. */
export function GapBar(props: { readonly summary: Summary; readonly onOpen: (opened: Opened) => void }) {
  const { t, i18n } = useTranslation('reports');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const { gaps, lines, columns } = props.summary;
  const school = columns.find((column) => column.kind === 'school');
  if (gaps.length === 0) return <Text c="dimmed">{t('noGaps')}</Text>;
  return (
    <Alert color="yellow" variant="light" p="sm">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('gaps', { count: gaps.length })}
        </Text>
        {gaps.map((gap) => {
          const line = lines.find((one) => one.indicatorId === gap.indicatorId);
          const words = t(`gap.${gap.code}`, { count: gap.count, name: line?.name[language] ?? '' });
          const key = `${gap.code}${gap.indicatorId ?? ''}`;
          if (!line || !school) {
            return (
              <Text key={key} size="sm">
                {words}
              </Text>
            );
          }
          return (
            <Anchor
              key={key}
              component="button"
              type="button"
              size="sm"
              c="var(--xd-accent-text)"
              onClick={() => props.onOpen({ line, column: school })}
            >
              {words}
            </Anchor>
          );
        })}
      </Group>
    </Alert>
  );
}
