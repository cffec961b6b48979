import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { PassphraseDue, Session } from '../../../src-shared/contract/vault.ts';
import { ApiError, call } from '../../app/api.ts';
import { Failure } from './failure.tsx';
import { isFailure } from './failure-codes.ts';
import { FirstRun } from './first-run.tsx';
import { NewPassphrase } from './new-passphrase.tsx';
import { Ready } from './ready.tsx';
import { Recovery } from './recovery.tsx';
import { type Chosen, Restore } from './restore.tsx';
import { Unlock } from './unlock.tsx';

type Status = Output<'vault.status'>;
type Opened = Output<'vault.unlock'>;
type Step =
  | { readonly at: 'starting' }
  | { readonly at: 'firstRun'; readonly status: Status }
  | { readonly at: 'unlock'; readonly status: Status }
  | { readonly at: 'newPassphrase'; readonly opened: Opened; readonly why: Exclude<PassphraseDue, 'no'> }
  | { readonly at: 'recovery'; readonly session: Session; readonly code: string; readonly why: 'new' | 'used' | 'unconfirmed' }
  | { readonly at: 'ready'; readonly session: Session }
  | { readonly at: 'restore'; readonly chosen: Chosen | null }
  | { readonly at: 'failure'; readonly error: ApiError };

const asApiError = (error: unknown): ApiError => (error instanceof ApiError ? error : new ApiError({ code: 'internal' }));

/** An opening on which nothing had to be put right. */
const NOTHING = { headerFromCopy: false, commitsLost: 0 } as const;

/** The address the app opens on after the first run. */
const IMPORT = '/students/import';

/** What stands before the vault: first run, unlock, the recovery code, and every way in which a vault cannot be opened. */
export function VaultGate(props: { readonly onOpen: (session: Session) => void }) {
  const [step, setStep] = useState<Step>({ at: 'starting' });
  const { t } = useTranslation('vault');
  const { onOpen } = props;

  const enter = useCallback(
    async (opened: Opened) => {
      const { session, passphraseDue, newRecoveryCode: code } = opened;
      if (passphraseDue !== 'no') return setStep({ at: 'newPassphrase', opened, why: passphraseDue });
      if (code !== null) return setStep({ at: 'recovery', session, code, why: 'used' });
      if (opened.recoveryConfirmed || session.role !== 'counselor') return onOpen(session);
      const renewed = await call('vault.renewRecovery', {});
      setStep({ at: 'recovery', session, code: renewed.recoveryCode, why: 'unconfirmed' });
    },
    [onOpen],
  );

  const look = useCallback(async () => {
    try {
      const status = await call('vault.status', {});
      if (status.state === 'none') return setStep({ at: 'firstRun', status });
      if (status.state === 'locked') return setStep({ at: 'unlock', status });
      const open = await call('vault.session', {});
      await enter({ ...open, newRecoveryCode: null, found: NOTHING });
    } catch (error) {
      setStep({ at: 'failure', error: asApiError(error) });
    }
  }, [enter]);

  useEffect(() => void look(), [look]);

  const fail = (error: ApiError): boolean => {
    if (isFailure(error.code)) setStep({ at: 'failure', error });
    return isFailure(error.code);
  };

  const tell = ({ found }: Opened): void => {
    const show = (message: string): void =>
      void notifications.show({ color: 'yellow', autoClose: false, title: t('found.title'), message });
    if (found.headerFromCopy) show(t('found.headerFromCopy'));
    if (found.commitsLost > 0) show(t('found.commitsLost', { count: found.commitsLost }));
  };
  const go = (opened: Opened): void => void enter(opened).catch((error) => setStep({ at: 'failure', error: asApiError(error) }));

  switch (step.at) {
    case 'starting':
      return null;
    case 'firstRun':
      return (
        <FirstRun
          folder={step.status.folder}
          onFolder={() => void look()}
          onFailure={fail}
          onRestore={() => setStep({ at: 'restore', chosen: null })}
          onCreated={({ session, recoveryCode }) => setStep({ at: 'recovery', session, code: recoveryCode, why: 'new' })}
        />
      );
    case 'unlock':
      return (
        <Unlock
          status={step.status}
          onFailure={fail}
          onOpen={(opened) => {
            tell(opened);
            go(opened);
          }}
          onRestore={() => setStep({ at: 'restore', chosen: null })}
        />
      );
    case 'newPassphrase':
      return (
        <NewPassphrase
          userName={step.opened.session.userName}
          why={step.why}
          onDone={() => go({ ...step.opened, passphraseDue: 'no' })}
        />
      );
    case 'recovery':
      return (
        <Recovery
          code={step.code}
          why={step.why}
          schoolName={step.session.schoolName}
          userName={step.session.userName}
          onConfirmed={() => (step.why === 'new' ? setStep({ at: 'ready', session: step.session }) : onOpen(step.session))}
        />
      );
    case 'ready':
      return (
        <Ready
          onImport={() => {
            window.history.replaceState(null, '', IMPORT);
            onOpen(step.session);
          }}
          onLater={() => onOpen(step.session)}
        />
      );
    case 'restore':
      return <Restore chosen={step.chosen} onBack={() => void look()} onDone={() => void look()} />;
    case 'failure':
      return (
        <Failure error={step.error} onRetry={() => void look()} onRestore={(chosen) => setStep({ at: 'restore', chosen })} />
      );
  }
}
