import type { CodeEntry, CodeTable } from '../../src-shared/domain/codes.ts';

/** A code table as the choices of a select, in the words of the language on screen. */
export function codeOptions<E extends CodeEntry>(table: CodeTable<E>, language: string): { value: E['code']; label: string }[] {
  return table.entries.map((entry) => ({ value: entry.code, label: language === 'en' ? entry.en : entry.zh }));
}

/** The word of a stored code in the language on screen. */
export function codeWord<E extends CodeEntry>(table: CodeTable<E>, code: string, language: string): string {
  return table.label(code, language === 'en' ? 'en' : 'zh');
}
