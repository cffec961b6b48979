import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentType } from '../../src-shared/contract/attachments.ts';
import { AppError } from '../../src-shared/contract/result.ts';

const KINDS: Readonly<Record<string, AttachmentType>> = {
  pdf: 'pdf',
  jpg: 'jpg',
  png: 'png',
  webp: 'webp',
  heic: 'heic',
  docx: 'docx',
  xlsx: 'xlsx',
  pptx: 'pptx',
  // .doc, .xls and .ppt of before 2007 share one container.
  cfb: 'office',
};
const WITH_MACROS = new Set(['docm', 'xlsm', 'pptm', 'dotm', 'xltm', 'potm', 'ppsm']);
/** Storage names in the old container under which macros lie, as UTF-16 on the disk (MS-OVBA 2.2.1). */
const MACRO_STORAGES = ['_VBA_PROJECT', 'Macros'].map((name) => Buffer.from(name, 'utf16le'));

/**
 * What a file is by its bytes. What can run by itself (programs, scripts, web pages, drawings with scripts, macros) is refused.
 * @throws AppError `fileEmpty`, `fileTypeRefused`, `fileHasMacros`
 */
export async function kindOfFile(bytes: Buffer): Promise<AttachmentType> {
  if (bytes.length === 0) throw new AppError('fileEmpty');
  const found = await fileTypeFromBuffer(bytes);
  if (found && WITH_MACROS.has(found.ext)) throw new AppError('fileHasMacros');
  const kind = found && KINDS[found.ext];
  if (!kind) throw new AppError('fileTypeRefused');
  if (kind === 'office' && MACRO_STORAGES.some((name) => bytes.includes(name))) throw new AppError('fileHasMacros');
  return kind;
}
