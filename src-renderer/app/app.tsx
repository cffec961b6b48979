import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShellSettings } from '../../src-shared/contract/shell.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { VaultGate } from '../features/vault/index.ts';
import { call, onEvent, queryClient } from './api.ts';
import { flushDrafts } from './drafts.ts';
import { CrashBoundary } from './frame/crash-boundary.tsx';
import { LockNotice } from './frame/lock-notice.tsx';
import { Router } from './router.tsx';
import { SessionContext } from './session.ts';
import { cssVariables, themeWithWords } from './theme.ts';
import { useActivityReport } from './use-activity-report.ts';

/** Everything on screen: the locked screens until the vault is open, then the frame with the features in it. */
export function App(props: { readonly colorScheme: ShellSettings['colorScheme'] }) {
  const { t, i18n } = useTranslation('app');
  const theme = useMemo(() => themeWithWords({ close: t('bar.close') }), [t]);
  return (
    <MantineProvider theme={theme} defaultColorScheme={props.colorScheme} cssVariablesResolver={cssVariables}>
      <DatesProvider settings={{ locale: i18n.language === 'en' ? 'en' : 'zh-cn', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-right" />
          <CrashBoundary>
            <Door />
          </CrashBoundary>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}

function Door() {
  const [session, setSession] = useState<Session | null>(null);
  useActivityReport();
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'locking') void flushDrafts().finally(() => call('shell.flushed', {}).catch(() => undefined));
        if (event.kind === 'locked') {
          // Main reloads the page in a moment; until then nothing decrypted may stay on screen or in memory.
          queryClient.clear();
          setSession(null);
        }
      }),
    [],
  );
  if (!session) return <VaultGate onOpen={setSession} />;
  return (
    <SessionContext.Provider value={session}>
      <Router />
      <LockNotice listen={onEvent} />
    </SessionContext.Provider>
  );
}
