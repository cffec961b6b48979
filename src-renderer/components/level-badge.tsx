import { useTranslation } from 'react-i18next';
import { levelLabel, levelScheme, severity } from '../../src-shared/domain/level-scheme.ts';
import { useRead } from '../app/api.ts';
import classes from './level-badge.module.css';

const SHAPES = [
  <circle key="0" cx="6" cy="6" r="3" />,
  <circle key="1" cx="6" cy="6" r="4.5" />,
  <path key="2" d="M6 1 11 6 6 11 1 6Z" />,
  <path key="3" d="M6 1 11.5 11H.5Z" />,
] as const;

/** A level in words, colour name and shape, never by colour alone. `level` is the severity 0–3; null means not assessed. */
export function LevelBadge(props: { readonly level: number | null }) {
  const { t, i18n } = useTranslation('components');
  const preset = useRead('settings.levelPreset', {}).data?.preset ?? 'red_orange_yellow';
  const level = severity.safeParse(props.level);
  if (!level.success) return <span className={classes.unassessed}>{t('level.unassessed')}</span>;
  return (
    <span className={classes.badge} data-level={level.data}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className={classes.shape}>
        {SHAPES[level.data]}
      </svg>
      {levelLabel(levelScheme(preset), level.data, i18n.language === 'en' ? 'en' : 'zh')}
    </span>
  );
}
