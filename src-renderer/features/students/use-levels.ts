import { levelLabel, levelScheme, severities } from '../../../src-shared/domain/level-scheme.ts';
import { useRead } from '../../app/api.ts';
import { useLanguage } from './use-language.ts';

/** Word of a severity in the school's scheme. */
export function useLevelName(): (severity: number) => string {
  const language = useLanguage();
  const preset = useRead('settings.levelPreset', {}).data?.preset ?? 'red_orange_yellow';
  const scheme = levelScheme(preset);
  return (severity) => {
    const at = severities.find((s) => s === severity);
    return at === undefined ? String(severity) : levelLabel(scheme, at, language);
  };
}
