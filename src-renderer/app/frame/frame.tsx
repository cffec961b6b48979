import { useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { call, onEvent } from '../api.ts';
import { features } from '../features.ts';
import { type QuickAsk, QuickFormsContext, studentHere } from '../quick-forms.ts';
import { type Slots, SlotsContext } from '../slots.ts';
import classes from './frame.module.css';
import { QuickHost } from './quick-host.tsx';
import { Rail } from './rail.tsx';
import { Search } from './search.tsx';
import { Shield, useShield } from './shield.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TopBar } from './top-bar.tsx';

const slots: Slots = {
  today: Object.values(features).flatMap((feature) => feature.todayCard ?? []),
  file: Object.values(features).flatMap((feature) => feature.fileCard ?? []),
  fileSide: Object.values(features).flatMap((feature) => feature.fileSideCard ?? []),
  ownedFiles: Object.values(features).flatMap((feature) => feature.ownedFiles ?? []),
  drafts: Object.assign({}, ...Object.values(features).map((feature) => feature.draftPlaces ?? {})),
  consent: features.consents?.consentSlots ?? null,
};
const lock = (): void => void call('shell.lock', {}).catch(() => undefined);

/** Rail, top bar and the page between them, with the keys that work everywhere. */
export function Frame() {
  const { t } = useTranslation('app');
  const [asked, setAsked] = useState<(QuickAsk & { readonly at: number }) | null>(null);
  const [help, setHelp] = useState(false);
  const shield = useShield(onEvent);
  // Every asking opens afresh, also out of a form that is open.
  const ask = useCallback((next: QuickAsk) => setAsked((last) => ({ ...next, at: (last?.at ?? 0) + 1 })), []);
  const choose = useCallback(() => {
    const student = studentHere();
    ask(student ? { students: [student] } : {});
  }, [ask]);
  useEffect(() => onEvent((event) => event.kind === 'quickForms' && choose()), [choose]);
  useHotkeys(
    [
      ['mod+K', () => spotlight.open()],
      ['mod+J', choose],
      ['mod+/', () => setHelp(true)],
      ['mod+L', lock],
      ['mod+shift+H', shield.cover],
    ],
    [],
    true,
  );
  return (
    <QuickFormsContext value={ask}>
      <div className={classes.frame} inert={shield.covered} aria-hidden={shield.covered || undefined}>
        <a href="#content" className={classes.skip}>
          {t('bar.skip')}
        </a>
        <TopBar onQuick={choose} onShield={shield.cover} onLock={lock} />
        <Rail />
        <main id="content" className={classes.content} tabIndex={-1}>
          <SlotsContext value={slots}>
            <Outlet />
          </SlotsContext>
        </main>
        <Search onQuick={choose} onHelp={() => setHelp(true)} onShield={shield.cover} onLock={lock} />
        {asked && <QuickHost ask={asked} onAsk={ask} onClose={() => setAsked(null)} />}
        <Shortcuts opened={help} onClose={() => setHelp(false)} />
      </div>
      {shield.covered && <Shield onUncover={shield.uncover} />}
    </QuickFormsContext>
  );
}
