import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ConsentKind, consentKinds } from '../../../src-shared/domain/codes.ts';
import type { AgeBasis, ConsentStatus, Signer } from '../../../src-shared/domain/consent.ts';
import { formatDate } from '../../components/index.ts';

type State = Output<'consents.standing'>;

const COLORS: Readonly<Record<ConsentStatus, string>> = {
  valid: 'pine',
  expiring: 'yellow',
  partial: 'yellow',
  withdrawn: 'red',
  expired: 'gray',
  none: 'gray',
};
export const statusColor = (status: ConsentStatus): string => COLORS[status];

/** Sentences about consents in the language on screen. */
export function useConsentWords() {
  const { t, i18n } = useTranslation('consents');
  const language: 'zh' | 'en' = i18n.language === 'en' ? 'en' : 'zh';
  const kindWord = (kind: string): string => {
    const word = consentKinds.label(kind, language);
    return language === 'en' ? word.toLowerCase() : word;
  };
  const signers = (missing: readonly Signer[]): string =>
    missing.map((signer) => t(`signer.${signer}`)).join(language === 'en' ? ', ' : '、');
  return {
    language,
    kindWord,
    signers,
    age: (basis: AgeBasis, age: number | null): string => t(`age.${basis}`, { age }),
    line: (kind: ConsentKind, state: State): string =>
      t(`line.${state.status === 'valid' && state.validUntil !== null ? 'validUntil' : state.status}`, {
        kind: kindWord(kind),
        date: formatDate(state.givenOn),
        until: formatDate(state.validUntil),
        missing: signers(state.missing),
      }),
  };
}
