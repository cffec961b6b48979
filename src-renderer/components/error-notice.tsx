import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Anything thrown by a call; other errors show as `internal`. */
export interface Refusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

function asRefusal(error: unknown): Refusal | null {
  if (error === null || error === undefined) return null;
  if (typeof error === 'object' && 'code' in error && typeof error.code === 'string') return error as Refusal;
  return { code: 'internal' };
}

/** The sentence for an error code, for use beside a field. */
export function useErrorWords(): (code: string, params?: Readonly<Record<string, string | number>>) => string {
  const { t, i18n } = useTranslation('errors');
  return (code, params) => t(i18n.exists(`errors:${code}`) ? code : 'internal', { ...params });
}

/** Tells in words what went wrong and what to do; shows nothing without an error. */
export function ErrorNotice(props: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation('components');
  const words = useErrorWords();
  const refusal = asRefusal(props.error);
  if (!refusal) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('error.title')}>
      <Group justify="space-between" align="flex-start">
        <Text size="sm" maw={720}>
          {words(refusal.code, refusal.params)}
        </Text>
        {props.onRetry && (
          <Button size="xs" variant="default" onClick={props.onRetry}>
            {t('error.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
