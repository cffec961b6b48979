import type { AttachmentType } from '../../src-shared/contract/attachments.ts';

/** Endings that belong to each kind; the first is given where the name has another. WPS writes its own beside those of Office. */
const ENDINGS: Readonly<Record<AttachmentType, readonly string[]>> = {
  pdf: ['pdf'],
  jpg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  webp: ['webp'],
  heic: ['heic', 'heif'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  office: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'],
};

const LONGEST = 120;
/** Controls, marks that turn the direction of writing (a name could read backwards), blanks without width. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/**
 * The name under which a file is kept: its last path part without unseen characters, at most 120 characters, ending in what its bytes
 * are. A page named `.hta` that begins like a PDF is a PDF by name too when it is saved outside.
 */
export function keptName(name: string, type: AttachmentType): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(UNSEEN, '')
    .replace(LONE_SURROGATE, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/[. ]+$/, '');
  const dot = clean.lastIndexOf('.');
  const ending = dot >= 0 ? clean.slice(dot + 1).toLowerCase() : '';
  const fits = ENDINGS[type].includes(ending);
  const stem = fits ? clean.slice(0, dot) : clean;
  const kept =
    [...stem]
      .slice(0, LONGEST - 6)
      .join('')
      .trim() || '_';
  return `${kept}.${fits ? clean.slice(dot + 1) : ENDINGS[type][0]}`;
}
