import { initReactI18next } from 'react-i18next';
import { en as componentsEn } from '../components/locale/en.ts';
import { zh as componentsZh } from '../components/locale/zh.ts';
import { features } from './features.ts';
import { i18n, type Language } from './language.ts';
import { en as appEn } from './locale/en.ts';
import { zh as appZh } from './locale/zh.ts';
import type { Words } from './types.ts';

/** Namespaces: one a feature, `app`, `components`, and `errors` merged from all of them. */
export function resources(language: Language): Record<string, Words> {
  const own: Record<string, Words> =
    language === 'zh' ? { app: appZh, components: componentsZh } : { app: appEn, components: componentsEn };
  for (const [name, feature] of Object.entries(features)) own[name] = feature.locale[language];
  const errors: Record<string, string | Words> = {};
  for (const words of Object.values(own)) if (typeof words.errors === 'object') Object.assign(errors, words.errors);
  return { ...own, errors };
}

/** Must have run before the first render. */
export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: resources('zh'), en: resources('en') },
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
