import type { Feature } from '../../app/types.ts';
import { FileAttachments } from './file-attachments.tsx';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export const attachments = { routes: [], locale: { zh, en }, fileSideCard: FileAttachments } satisfies Feature;
