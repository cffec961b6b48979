import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import classes from './frame.module.css';
import { railItems, settingsItem } from './rail-items.ts';

/** The nine places of the app. */
export function Rail() {
  const { t } = useTranslation('app');
  return (
    <nav className={classes.rail} aria-label={t('rail.label')}>
      {[...railItems, settingsItem].map(({ key, to, icon: Icon }) => (
        <NavLink key={key} to={to} className={classes.railItem} data-last={key === 'settings' || undefined}>
          <Icon size={17} stroke={1.6} aria-hidden />
          {t(`rail.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}
