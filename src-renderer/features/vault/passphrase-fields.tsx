import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { judgePassphrase } from '../../../src-shared/domain/passphrase.ts';
import { PassphraseMeter } from './passphrase-meter.tsx';

export interface NewPassphrase {
  readonly passphrase: string;
  readonly again: string;
}

interface FieldProps {
  readonly value?: string;
  readonly error?: unknown;
}

/** Rules for a new passphrase typed twice; for `validate` of a form that holds `NewPassphrase`. */
export function usePassphraseRules() {
  const { t } = useTranslation('vault');
  return {
    passphrase: (value: string) => (judgePassphrase(value).acceptable ? null : t('firstRun.passphraseWeak')),
    again: (value: string, values: NewPassphrase) =>
      value.normalize('NFKC') === values.passphrase.normalize('NFKC') ? null : t('firstRun.againDiffers'),
  };
}

/** A new passphrase with its strength, and the same once more. */
export function PassphraseFields(props: {
  readonly label: string;
  readonly form: { readonly values: NewPassphrase; getInputProps(path: 'passphrase' | 'again'): FieldProps };
  readonly autoFocus?: boolean;
}) {
  const { t } = useTranslation('vault');
  const { form } = props;
  return (
    <>
      <PasswordInput
        label={props.label}
        description={t('firstRun.passphraseHint')}
        required
        autoComplete="new-password"
        data-autofocus={props.autoFocus || undefined}
        autoFocus={props.autoFocus ?? false}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
        {...(form.getInputProps('passphrase') as object)}
      />
      <PassphraseMeter passphrase={form.values.passphrase} />
      <PasswordInput
        label={t('firstRun.again')}
        required
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('showAgain') }}
        {...(form.getInputProps('again') as object)}
      />
    </>
  );
}
