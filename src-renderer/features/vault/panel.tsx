import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './vault.module.css';

/** The calm sheet in the middle that every locked screen is written on. */
export function Panel(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly width?: number;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('app');
  return (
    <main className={classes.ground}>
      <Paper withBorder p="xl" w="100%" maw={props.width ?? 460} className={classes.sheet}>
        <Stack gap="md">
          <Text fw={700} className={classes.brand}>
            {t('name')}
          </Text>
          <div>
            <Title order={1} size="h3">
              {props.title}
            </Title>
            {props.lead !== undefined && (
              <Text size="sm" c="dimmed" mt={6} component="div">
                {props.lead}
              </Text>
            )}
          </div>
          {props.children}
        </Stack>
      </Paper>
    </main>
  );
}
