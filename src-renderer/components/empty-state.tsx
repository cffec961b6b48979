import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Says why nothing is here and what the next step is. */
export function EmptyState(props: { readonly title: string; readonly text?: string; readonly action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={48} px="md">
      <Title order={2} size="h4">
        {props.title}
      </Title>
      {props.text !== undefined && (
        <Text c="dimmed" size="sm" ta="center" maw={460}>
          {props.text}
        </Text>
      )}
      {props.action}
    </Stack>
  );
}
