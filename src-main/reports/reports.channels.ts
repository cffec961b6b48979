import type { reports } from '../../src-shared/contract/reports.ts';
import type { Handlers } from '../vault/context.ts';
import { exportSummary, readList, readSubmissions, readSummary } from './reports.service.ts';

export const reportsChannels: Handlers<keyof typeof reports> = {
  'reports.summary': readSummary,
  'reports.list': readList,
  'reports.exportSummary': exportSummary,
  'reports.submissions': readSubmissions,
};
