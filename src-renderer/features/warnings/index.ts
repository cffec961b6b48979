import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { QuickLog } from './quick-log.tsx';
import { routes } from './routes.tsx';

export { LevelDialog } from './level-dialog.tsx';

export const warnings = { routes, locale: { zh, en }, quickLog: QuickLog } satisfies Feature;
