import { pinyin } from 'pinyin-pro';

/** Spelling of a name without tones or blanks, and its initials; the family name is read as a family name (单 → shan). */
export function spellName(name: string): { readonly pinyin: string; readonly initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
    .map((s) => s.toLowerCase().replace(/[^a-z0-9]/gu, ''))
    .filter((s) => s !== '');
  return { pinyin: syllables.join(''), initials: syllables.map((s) => s.charAt(0)).join('') };
}
