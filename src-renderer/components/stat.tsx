import { Box, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './components.module.css';

/** One number or fact with its name above; with `onOpen` it opens the list behind it. */
export function Stat(props: {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: 'normal' | 'late';
  readonly onOpen?: () => void;
}) {
  const body = (
    <>
      <Text component="span" display="block" size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text component="span" display="block" size="sm" fw={600} className={props.tone === 'late' ? classes.late : undefined}>
        {props.value}
      </Text>
      {props.hint !== undefined && (
        <Text component="span" display="block" size="xs" c="dimmed">
          {props.hint}
        </Text>
      )}
    </>
  );
  if (!props.onOpen) return <Box miw={0}>{body}</Box>;
  return (
    <UnstyledButton onClick={props.onOpen} className={classes.statButton}>
      {body}
    </UnstyledButton>
  );
}
