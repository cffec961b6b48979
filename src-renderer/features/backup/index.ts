import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export { BackupCard } from './backup-card.tsx';
export { BackupPart } from './backup-part.tsx';
export { TaskProgress } from './task-progress.tsx';

export const backup = { routes: [], locale: { zh, en } } satisfies Feature;
