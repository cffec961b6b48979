import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './components.module.css';

/** A screen's heading with its actions, and its content below. */
export function Page(props: {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <Box className={classes.page}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md">
        <Box miw={0}>
          <Title order={1} size="h2">
            {props.title}
          </Title>
          {props.subtitle !== undefined && (
            <Text component="div" c="dimmed" size="sm">
              {props.subtitle}
            </Text>
          )}
        </Box>
        {props.actions !== undefined && (
          <Group gap="xs" wrap="nowrap">
            {props.actions}
          </Group>
        )}
      </Group>
      {props.children}
    </Box>
  );
}
