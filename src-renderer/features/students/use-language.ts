import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src-shared/domain/words.ts';

/** The language on screen, for labels of code tables. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}
