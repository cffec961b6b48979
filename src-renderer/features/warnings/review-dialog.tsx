import { Badge, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { ErrorNotice, formatDate, formatInstant, LevelBadge, Loading, SectionCard } from '../../components/index.ts';
import { DecisionForm } from './decision-form.tsx';
import { ReportWords } from './report-words.tsx';

type Review = Output<'warnings.review'>;

/** What lies behind an entry of the queue, earlier attempts, and the form that decides it. */
export function ReviewDialog(props: { readonly reviewId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('warnings');
  const review = useRead('warnings.review', { reviewId: props.reviewId });
  const data = review.data;
  const title = data ? [data.student.name, data.student.className].filter(Boolean).join(' · ') : t('tab.queue');
  return (
    <Modal opened onClose={props.onClose} size="xl" title={title}>
      {review.isPending && <Loading />}
      {review.error && <ErrorNotice error={review.error} />}
      {data && (
        <Stack>
          <Group gap="sm">
            <LevelBadge level={data.level} />
            {data.immediate && (
              <Badge color="red" variant="outline">
                {t('immediate')}
              </Badge>
            )}
            <Text size="sm">{data.reasons.map((reason) => t(`reason.${reason}`)).join(t('comma'))}</Text>
          </Group>
          {data.result && <ResultCard result={data.result} />}
          {data.report && (
            <SectionCard title={t('review.report')}>
              <ReportWords report={data.report} />
            </SectionCard>
          )}
          {data.history.length > 0 && <History history={data.history} />}
          {data.decision === null && (
            <DecisionForm reviewId={data.reviewId} studentId={data.student.id} level={data.level} onDone={props.onClose} />
          )}
        </Stack>
      )}
    </Modal>
  );
}

function ResultCard(props: { readonly result: NonNullable<Review['result']> }) {
  const { t, i18n } = useTranslation('warnings');
  const scales = useRead('assessments.scales', {});
  const { result } = props;
  const scale = scales.data?.find((one) => one.id === result.scaleId);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <SectionCard title={`${scale?.name[language] ?? result.scaleId} · ${formatDate(result.takenOn)}`}>
      <Stack gap="xs">
        <Group gap="lg">
          <Text size="sm">{t('review.total', { total: result.total ?? '—', max: scale?.total.max ?? '—' })}</Text>
          <Text size="sm">
            {t(`validity.${result.validity}`)}
            {result.validityReason && t(`validityReason.${result.validityReason}`)}
          </Text>
          {result.seconds !== null && <Text size="sm">{t('review.minutes', { minutes: Math.round(result.seconds / 60) })}</Text>}
        </Group>
        {result.crisisItems.length > 0 && (
          <Text size="sm" fw={600}>
            {t('review.crisis', { items: result.crisisItems.join(t('comma')) })}
          </Text>
        )}
        {result.mismatches.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('review.mismatch')}
          </Text>
        )}
        {scale && scale.subscales.length > 0 && (
          <Table withTableBorder aria-label={t('review.subscores')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('review.subscale')}</Table.Th>
                <Table.Th>{t('review.score')}</Table.Th>
                <Table.Th>{t('review.highFrom')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {scale.subscales.map((part) => {
                const value = result.subscores[part.id] ?? null;
                const high = part.highFrom !== undefined && value !== null && value >= part.highFrom;
                return (
                  <Table.Tr key={part.id}>
                    <Table.Td>{part.name[language]}</Table.Td>
                    <Table.Td fw={high ? 700 : undefined}>
                      {value ?? '—'} / {part.max}
                      {high && ` · ${t('review.high')}`}
                    </Table.Td>
                    <Table.Td>{part.highFrom ?? '—'}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        )}
        <Text size="xs" c="dimmed">
          {t('review.scoreNote')}
        </Text>
      </Stack>
    </SectionCard>
  );
}

function History(props: { readonly history: Review['history'] }) {
  const { t } = useTranslation('warnings');
  return (
    <SectionCard title={t('review.history')}>
      <Stack gap="xs">
        {props.history.map((one) => (
          <div key={one.decidedAt}>
            <Text size="sm" fw={600}>
              {formatInstant(one.decidedAt)} · {t(`outcome.${one.outcome}`)} · {one.decidedBy}
            </Text>
            <Text size="sm">{one.restricted ? t('restricted') : one.note}</Text>
          </div>
        ))}
      </Stack>
    </SectionCard>
  );
}
