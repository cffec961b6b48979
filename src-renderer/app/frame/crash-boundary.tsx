import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown in place of a page that threw. The error itself is not shown: its text may hold words of a file. */
export function Crashed() {
  const { t } = useTranslation('app');
  return (
    <Stack p={40} gap="sm" role="alert">
      <Title order={1} size="h3">
        {t('crash.title')}
      </Title>
      <Text size="sm">{t('crash.text')}</Text>
      <Group>
        <Button onClick={() => window.location.assign('/')}>{t('crash.home')}</Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Catches what no page caught. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}
