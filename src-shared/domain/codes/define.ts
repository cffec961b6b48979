import { z } from 'zod';
import type { Language } from '../words.ts';

/** One value of a code table: the stored code, its words, and other spellings met in imported sheets. */
export interface CodeEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly aliases?: readonly string[];
}

/**
 * A code table: what is stored is `code`, what is shown is `label`, lists stand in the order of `entries`.
 * An entry may carry further facts of its own table (a duty it counts for, a group); `find` gives them typed.
 */
export interface CodeTable<E extends CodeEntry> {
  readonly entries: readonly E[];
  readonly codes: readonly E['code'][];
  readonly schema: z.ZodEnum<{ [K in E['code']]: K }>;
  has(value: string): value is E['code'];
  /** The word of a code; a code this version does not know is shown as itself, so that newer files stay readable. */
  label(code: string, language: Language): string;
  /** Place in the table, for sorting; unknown codes come last. */
  order(code: string): number;
  find(code: E['code']): E;
}

/** The stored codes of a table as a union type: `CodeOf<typeof sexes>`. */
export type CodeOf<T> = T extends CodeTable<infer E> ? E['code'] : never;

export function defineCodes<const E extends CodeEntry>(entries: readonly E[]): CodeTable<E> {
  const byCode = new Map<string, { entry: E; index: number }>();
  for (const [index, entry] of entries.entries()) {
    if (byCode.has(entry.code)) throw new Error(`code ${entry.code} stands twice in its table`);
    byCode.set(entry.code, { entry, index });
  }
  const codes: readonly E['code'][] = entries.map((entry) => entry.code);
  return {
    entries,
    codes,
    schema: z.enum(codes),
    has: (value): value is E['code'] => byCode.has(value),
    label: (code, language) => byCode.get(code)?.entry[language] ?? code,
    order: (code) => byCode.get(code)?.index ?? entries.length,
    find: (code) => {
      const found = byCode.get(code);
      if (!found) throw new Error(`unknown code ${code}`);
      return found.entry;
    },
  };
}
