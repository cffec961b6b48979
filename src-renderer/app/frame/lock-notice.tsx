import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { onEvent } from '../api.ts';
import classes from './frame.module.css';

/** Counts down to a lock for want of a person. Any key, click or movement reaches main as activity, which ends it. */
export function LockNotice(props: { readonly listen: typeof onEvent }) {
  const { t } = useTranslation('app');
  const [seconds, setSeconds] = useState<number | null>(null);
  const { listen } = props;
  useEffect(
    () =>
      listen((event) => {
        if (event.kind === 'lockNear') setSeconds(event.seconds);
        if (event.kind === 'locking') setSeconds(null);
      }),
    [listen],
  );
  const counting = seconds !== null;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => setSeconds((left) => (left === null ? null : Math.max(0, left - 1))), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  if (seconds === null) return null;
  return createPortal(
    <div role="alert" className={classes.lockNotice}>
      <Text fw={600}>{t('lockNear.title')}</Text>
      {/* Read out once, not every second. */}
      <Text aria-hidden className={classes.lockSeconds}>
        {t('lockNear.seconds', { seconds })}
      </Text>
      <Text size="sm">{t('lockNear.hint')}</Text>
    </div>,
    document.body,
  );
}
