import { IconPencilPlus } from '@tabler/icons-react';
import { ROLES } from '../../../src-shared/contract/channel.ts';
import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { QuickLog } from './quick-log.tsx';
import { routes } from './routes.tsx';

export { LevelDialog } from './level-dialog.tsx';

export const warnings = {
  routes,
  locale: { zh, en },
  quickForms: [
    {
      id: 'quickLog',
      place: 1,
      word: 'warnings:quickLog.open',
      hint: 'warnings:quickLog.about',
      icon: IconPencilPlus,
      roles: ROLES,
      Form: QuickLog,
    },
  ],
  draftPlaces: { quickLog: { word: 'warnings:quickLog.open', to: null } },
} satisfies Feature;
