import { useTranslation } from 'react-i18next';
import {
  careTags,
  consentForms,
  consentKinds,
  contactMatters,
  contactModes,
  contactOutcomes,
  ethnicities,
  fileOwners,
  guardianRelations,
  leftBehindKinds,
  levelBases,
  networkLevels,
  reporterRoles,
  sessionModes,
  sexes,
  visitModes,
} from '../../../src-shared/domain/codes.ts';
import {
  type LevelPresetId,
  levelLabel,
  levelScheme,
  levelSign,
  type Severity,
} from '../../../src-shared/domain/level-scheme.ts';

const TABLES = {
  sex: sexes,
  ethnicity: ethnicities,
  leftBehind: leftBehindKinds,
  relation: guardianRelations,
  careTag: careTags,
  consentKind: consentKinds,
  consentForm: consentForms,
  basis: levelBases,
  networkLevel: networkLevels,
  reporterRole: reporterRoles,
  mode: sessionModes,
  visitMode: visitModes,
  contactMode: contactModes,
  contactMatter: contactMatters,
  contactOutcome: contactOutcomes,
  fileOwner: fileOwners,
} as const;
const isSeverity = (value: number): value is Severity => value === 0 || value === 1 || value === 2 || value === 3;

/** Words of the codes in a record, by the label of the field they stand in; a code without a word stays itself. */
export function useCodeWords(preset: LevelPresetId): (label: string, code: string) => string {
  const { t, i18n } = useTranslation('documents');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (label, code) => {
    if (label === 'fromLevel' || label === 'toLevel') {
      const at = Number(code);
      const scheme = levelScheme(preset);
      return isSeverity(at) ? `${levelSign(scheme, at)} ${levelLabel(scheme, at, language)}` : code;
    }
    if (Object.hasOwn(TABLES, label)) return TABLES[label as keyof typeof TABLES].label(code, language);
    return i18n.exists(`documents:code.${code}`) ? t(`code.${code}`) : code;
  };
}
