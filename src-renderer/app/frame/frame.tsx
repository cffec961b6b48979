import { Modal } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { call, onEvent } from '../api.ts';
import { features } from '../features.ts';
import { type Slots, SlotsContext } from '../slots.ts';
import classes from './frame.module.css';
import { Rail } from './rail.tsx';
import { Search } from './search.tsx';
import { Shield, useShield } from './shield.tsx';
import { TopBar } from './top-bar.tsx';

const QuickLog = features.warnings?.quickLog;
const slots: Slots = {
  today: Object.values(features).flatMap((feature) => feature.todayCard ?? []),
  file: Object.values(features).flatMap((feature) => feature.fileCard ?? []),
  fileSide: Object.values(features).flatMap((feature) => feature.fileSideCard ?? []),
  ownedFiles: Object.values(features).flatMap((feature) => feature.ownedFiles ?? []),
};
const lock = (): void => void call('shell.lock', {}).catch(() => undefined);

/** Rail, top bar and the page between them, with the keys that work everywhere. */
export function Frame() {
  const { t } = useTranslation('app');
  const [logging, setLogging] = useState(false);
  const shield = useShield(onEvent);
  const quickLog = QuickLog ? () => setLogging(true) : undefined;
  useHotkeys(
    [
      ['mod+K', () => spotlight.open()],
      ['mod+J', () => quickLog?.()],
      ['mod+L', lock],
      ['mod+shift+H', shield.cover],
    ],
    [],
    true,
  );
  return (
    <>
      <div className={classes.frame} inert={shield.covered} aria-hidden={shield.covered || undefined}>
        <a href="#content" className={classes.skip}>
          {t('bar.skip')}
        </a>
        <TopBar onQuickLog={quickLog} onShield={shield.cover} onLock={lock} />
        <Rail />
        <main id="content" className={classes.content} tabIndex={-1}>
          <SlotsContext value={slots}>
            <Outlet />
          </SlotsContext>
        </main>
        <Search onQuickLog={quickLog} onShield={shield.cover} onLock={lock} />
        {QuickLog && (
          <Modal opened={logging} onClose={() => setLogging(false)} title={t('bar.quickLog')} size="lg">
            <QuickLog onDone={() => setLogging(false)} />
          </Modal>
        )}
      </div>
      {shield.covered && <Shield onUncover={shield.uncover} />}
    </>
  );
}
