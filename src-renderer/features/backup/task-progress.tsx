import { Progress, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onEvent } from '../../app/api.ts';

type Task = 'backup' | 'rehearsal' | 'restore' | 'verify';

/** How far a long piece of work has come; shows nothing before the first word of it. */
export function TaskProgress(props: { readonly tasks: readonly Task[] }) {
  const { t } = useTranslation('backup');
  const [state, setState] = useState<{ task: Task; percent: number } | null>(null);
  const { tasks } = props;
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind !== 'progress') return;
        const task = tasks.find((one) => one === event.task);
        if (task) setState({ task, percent: Math.round((100 * event.done) / Math.max(1, event.total)) });
      }),
    [tasks],
  );
  if (!state) return null;
  const words = t(`task.${state.task}`);
  return (
    <div>
      <Text size="sm" role="status">
        {`${words} ${state.percent}%`}
      </Text>
      <Progress value={state.percent} aria-label={words} size="sm" mt={4} />
    </div>
  );
}
