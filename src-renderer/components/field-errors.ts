import { useTranslation } from 'react-i18next';
import { ApiError } from '../app/api.ts';

/** Zod's codes for what a person left out; every other one means that what stands there does not fit. */
const LEFT_OUT = new Set(['too_small', 'invalid_type']);

/** Gives the sentence to show beside a field of a refused form, or null. Fields are dotted paths such as `goals.0.target`. */
export function useFieldErrors(error: unknown): (field: string) => string | null {
  const { t, i18n } = useTranslation('components');
  return (field) => {
    const code = error instanceof ApiError ? error.fields[field] : undefined;
    if (code === undefined) return null;
    if (i18n.exists(`errors:${code}`)) return i18n.t(`errors:${code}`);
    return t(LEFT_OUT.has(code) ? 'field.leftOut' : 'field.unfit');
  };
}
