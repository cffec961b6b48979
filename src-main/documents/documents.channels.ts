import type { documents } from '../../src-shared/contract/documents.ts';
import type { Handlers } from '../vault/context.ts';
import { readDisclosures, readRecord, recordOutput } from './documents.service.ts';

export const documentsChannels: Handlers<keyof typeof documents> = {
  'documents.record': readRecord,
  'documents.recordOutput': recordOutput,
  'documents.disclosures': (ctx, { studentId }) => readDisclosures(ctx, studentId),
};
