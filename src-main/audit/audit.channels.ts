import type { audit } from '../../src-shared/contract/audit.ts';
import type { AuditLog } from '../vault/audit.ts';
import type { KnownHead } from '../vault/audit-verify.ts';
import type { Handlers } from '../vault/context.ts';
import { exportAudit, listAudit, readAudit, readPeople, summarise } from './audit.service.ts';

/** `heads` gives the chain heads of the backups at hand, newest first. */
export function auditChannels(
  log: () => AuditLog,
  heads: () => Promise<readonly KnownHead[]> = async () => [],
): Handlers<keyof typeof audit> {
  return {
    'audit.list': listAudit,
    'audit.detail': (ctx, { seq }) => readAudit(ctx, seq),
    'audit.people': readPeople,
    'audit.verify': async ({ db }) => log().verify(db, await heads()),
    'audit.summary': async (ctx, input) => summarise(ctx, log(), await heads(), input),
    'audit.export': exportAudit,
  };
}
