import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DecodedRow, rowOutcomes } from '../../../src-shared/contract/assessments.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { SectionCard, Stat } from '../../components/index.ts';
import { OutcomeTable } from './outcome-table.tsx';

/** What an import did: numbers first, then the rows that found nobody. */
export function ImportResult(props: {
  readonly result: Output<'assessments.importResults'>;
  readonly problems: readonly DecodedRow[];
  readonly onSave: () => void;
}) {
  const { t } = useTranslation('assessments');
  const { result } = props;
  const refused = rowOutcomes.filter((outcome) => outcome !== 'matched' && result.counts[outcome] > 0);
  return (
    <Stack>
      <SectionCard
        title={t('result.title', { count: result.imported })}
        actions={
          <Button component={Link} to="/warnings?tab=queue" variant="default" size="xs">
            {t('result.toQueue')}
          </Button>
        }
      >
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <Stat label={t('result.reviews')} value={result.reviews} />
          <Stat label={t('result.immediate')} value={result.immediate} tone={result.immediate > 0 ? 'late' : 'normal'} />
          <Stat label={t('result.doubtful')} value={result.doubtful} />
          <Stat label={t('result.mismatched')} value={result.mismatched} />
          {refused.map((outcome) => (
            <Stat key={outcome} label={t(`rowOutcome.${outcome}`)} value={result.counts[outcome]} />
          ))}
        </SimpleGrid>
        <Text size="xs" c="dimmed" mt="sm">
          {t('result.note')}
        </Text>
      </SectionCard>
      {props.problems.length > 0 && (
        <SectionCard
          title={t('result.unmatched')}
          actions={
            <Group>
              <Button size="xs" onClick={props.onSave}>
                {t('result.save')}
              </Button>
            </Group>
          }
        >
          <OutcomeTable label={t('result.unmatched')} rows={props.problems} />
        </SectionCard>
      )}
    </Stack>
  );
}
