import { Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A framed part of a screen with its own heading. */
export function SectionCard(props: {
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly padding?: 'none' | 'md';
}) {
  const id = useId();
  const flush = props.padding === 'none';
  return (
    <Paper withBorder component="section" aria-labelledby={id} p={flush ? 0 : 'md'}>
      <Group justify="space-between" mb={flush ? 0 : 'sm'} p={flush ? 'md' : 0} wrap="nowrap">
        <Title order={2} size="h5" id={id}>
          {props.title}
        </Title>
        {props.actions}
      </Group>
      {props.children}
    </Paper>
  );
}
