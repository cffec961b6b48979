import { Button, Divider, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { StudentFile } from '../../../src-shared/contract/students.ts';
import { formatDate, LevelBadge } from '../../components/index.ts';
import classes from './file-page.module.css';

/** Goals of the running plan, trend of one scale at a time, and the levels so far. */
export function FileSide({ file }: { readonly file: StudentFile }) {
  const scales = [...new Set(file.trend.map((point) => point.scaleId))];
  return (
    <Stack gap="md">
      <Goals file={file} />
      {scales.map((scaleId) => (
        <Trend key={scaleId} scaleId={scaleId} points={file.trend.filter((p) => p.scaleId === scaleId)} />
      ))}
      <Divider />
      <Levels levels={file.levels} />
    </Stack>
  );
}

function Goals({ file: { plan, card } }: { readonly file: StudentFile }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  return (
    <section>
      <Title order={2} size="h6" mb="xs">
        {t('side.goals')}
      </Title>
      {plan === null ? (
        <Stack gap="xs" align="flex-start">
          <Text size="sm" c="dimmed">
            {t('file.noPlan')}
          </Text>
          <Button size="xs" variant="default" onClick={() => navigate(`/plans/new?student=${card.id}`)}>
            {t('side.newPlan')}
          </Button>
        </Stack>
      ) : (
        <Stack gap="sm">
          {plan.goals.map((goal) => (
            <div key={goal.goalId}>
              <Text size="sm">{goal.statement}</Text>
              <Progress value={(goal.rating ?? 0) * 25} size="sm" aria-label={goal.statement} />
              <Text size="xs" c="dimmed">
                {goal.rating === null ? t('side.notRated') : t('side.rating', { rating: goal.rating })}
              </Text>
            </div>
          ))}
          <Text size="xs" c="dimmed">
            {[
              plan.lead === null ? '' : t('side.lead', { name: plan.lead }),
              plan.helpers.length === 0 ? '' : t('side.helpers', { names: plan.helpers.join('、') }),
            ]
              .filter((text) => text !== '')
              .join(' · ')}
          </Text>
        </Stack>
      )}
    </section>
  );
}

const WIDTH = 280;
const HEIGHT = 110;
const PAD = { left: 28, right: 10, top: 10, bottom: 20 };

function Trend(props: { readonly scaleId: string; readonly points: StudentFile['trend'] }) {
  const { t } = useTranslation('students');
  const { points } = props;
  const scale = props.scaleId.toUpperCase();
  const top = Math.max(10, Math.ceil(Math.max(...points.map((p) => p.total)) / 10) * 10);
  const x = (i: number) => PAD.left + (WIDTH - PAD.left - PAD.right) * (points.length === 1 ? 0.5 : i / (points.length - 1));
  const y = (total: number) => PAD.top + (HEIGHT - PAD.top - PAD.bottom) * (1 - total / top);
  const spoken = points.map((p) => `${formatDate(p.on)} ${p.total}`).join('；');
  return (
    <section>
      <Divider mb="md" />
      <Title order={2} size="h6" mb="xs">
        {t('side.trend', { scale })}
      </Title>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.chart}
        role="img"
        aria-label={t('side.trendLabel', { scale, points: spoken })}
      >
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line className={classes.axis} x1={PAD.left} x2={WIDTH - PAD.right} y1={y(value)} y2={y(value)} />
            <text className={classes.label} x={PAD.left - 4} y={y(value) + 3} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        <polyline className={classes.line} points={points.map((p, i) => `${x(i)},${y(p.total)}`).join(' ')} />
        {points.map((p, i) => (
          <g key={`${p.on}-${p.total}`}>
            <circle className={classes.dot} cx={x(i)} cy={y(p.total)} r={3.5} />
            <text className={classes.label} x={x(i)} y={y(p.total) - 6} textAnchor="middle">
              {p.total}
            </text>
          </g>
        ))}
        <text className={classes.label} x={PAD.left} y={HEIGHT - 4}>
          {points[0]?.on.slice(0, 7)}
        </text>
        {points.length > 1 && (
          <text className={classes.label} x={WIDTH - PAD.right} y={HEIGHT - 4} textAnchor="end">
            {points.at(-1)?.on.slice(0, 7)}
          </text>
        )}
      </svg>
    </section>
  );
}

function Levels({ levels }: { readonly levels: StudentFile['levels'] }) {
  const { t } = useTranslation('students');
  const newestFirst = levels.map((change, place) => ({ ...change, place })).reverse();
  return (
    <section>
      <Title order={2} size="h6" mb="xs">
        {t('side.levels')}
      </Title>
      {levels.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('side.noLevels')}
        </Text>
      )}
      <Stack gap={6}>
        {newestFirst.map((change) => (
          <Group key={change.place} justify="space-between">
            <LevelBadge level={change.severity} />
            <Text size="xs" c="dimmed">
              {change.place === levels.length - 1 ? `${formatDate(change.on)} — ${t('side.now')}` : formatDate(change.on)}
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
