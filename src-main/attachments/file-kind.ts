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
  // .doc, .xls and .ppt of before 2007 share one container with installers and mails.
  cfb: 'office',
};
const WITH_MACROS = new Set(['docm', 'xlsm', 'pptm', 'dotm', 'xltm', 'potm', 'ppsm']);

/** Names in the old container, as UTF-16 on the disk (MS-CFB 2.6.1). */
const utf16 = (names: readonly string[]) => names.map((name) => Buffer.from(name, 'utf16le'));
/** Storages under which macros lie (MS-OVBA 2.2.1). */
const MACRO_STORAGES = utf16(['_VBA_PROJECT', 'Macros']);
/** Streams that make the container a document of Word, Excel or PowerPoint. */
const DOCUMENT_STREAMS = utf16(['WordDocument', 'Workbook', 'Book', 'PowerPoint Document']);

/**
 * What a file is by its bytes. What can run by itself (programs, scripts, web pages, drawings with scripts, macros) is refused. Of a
 * package only the list of contents is looked at, with a limit; it is never unpacked.
 * @throws AppError `fileEmpty`, `fileTypeRefused`, `fileHasMacros`
 */
export async function kindOfFile(bytes: Buffer): Promise<AttachmentType> {
  if (bytes.length === 0) throw new AppError('fileEmpty');
  const found = await fileTypeFromBuffer(bytes);
  if (found && WITH_MACROS.has(found.ext)) throw new AppError('fileHasMacros');
  const kind = found && KINDS[found.ext];
  if (!kind) throw new AppError('fileTypeRefused');
  if (kind === 'office') {
    const holds = (name: Buffer) => bytes.includes(name);
    if (MACRO_STORAGES.some(holds)) throw new AppError('fileHasMacros');
    if (!DOCUMENT_STREAMS.some(holds)) throw new AppError('fileTypeRefused');
  }
  return kind;
}
