import i18next from 'i18next';

export type Language = 'zh' | 'en';

/** The page's catalogue; filled by `startI18n` before the first render. */
export const i18n = i18next.createInstance();

i18n.on('languageChanged', (language) => {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
});
