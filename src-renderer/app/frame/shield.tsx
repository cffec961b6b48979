import { Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { onEvent } from '../api.ts';
import classes from './frame.module.css';

/** Whether the screen is covered; the key of the menu arrives as an event. */
export function useShield(listen: typeof onEvent) {
  const [covered, setCovered] = useState(false);
  const cover = useCallback(() => setCovered(true), []);
  const uncover = useCallback(() => setCovered(false), []);
  useEffect(() => listen((event) => event.kind === 'shield' && setCovered(true)), [listen]);
  return { covered, cover, uncover };
}

/** An opaque sheet over everything, dialogs too, until a key or a click. */
export function Shield(props: { readonly onUncover: () => void }) {
  const { t } = useTranslation('app');
  const { onUncover } = props;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // The keys that are still held from covering must not uncover.
      if (['Control', 'Shift', 'Meta', 'Alt'].includes(event.key) || (event.ctrlKey && event.shiftKey)) return;
      // Locking must work from under the sheet as well.
      if (event.ctrlKey && event.key.toLowerCase() === 'l') return;
      event.preventDefault();
      event.stopPropagation();
      onUncover();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [onUncover]);
  return createPortal(
    <button type="button" className={classes.shield} onClick={onUncover}>
      <Text component="span" fw={600}>
        {t('shield.title')}
      </Text>
      <Text component="span" size="sm" c="dimmed">
        {t('shield.hint')}
      </Text>
    </button>,
    document.body,
  );
}
