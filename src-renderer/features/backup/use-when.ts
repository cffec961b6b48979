import { useTranslation } from 'react-i18next';

/** "今天" or "N 天前"; "还没有" when it never happened. */
export function useWhen(): (what: { readonly days: number } | null) => string {
  const { t } = useTranslation('backup');
  return (what) => {
    if (!what) return t('state.never');
    return what.days === 0 ? t('state.today') : t('state.days', { count: what.days });
  };
}
