import type { today } from '../../src-shared/contract/today.ts';
import type { Handlers } from '../vault/context.ts';
import { readOverview } from './today.service.ts';

export const todayChannels: Handlers<keyof typeof today> = { 'today.overview': readOverview };
