import type { Feature } from '../../app/types.ts';
import { FileAttachments } from './file-attachments.tsx';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { OwnedFiles } from './owned-files.tsx';

export const attachments = {
  routes: [],
  locale: { zh, en },
  fileSideCard: FileAttachments,
  ownedFiles: OwnedFiles,
} satisfies Feature;
