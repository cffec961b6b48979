import { z } from 'zod';
import { type Contract, vaultChannel } from './channel.ts';

export const auditActions = [
  'view',
  'list',
  'change',
  'export',
  'print',
  'unlock',
  'unlock_failed',
  'lock',
  'create',
  'key',
  'rekey',
  'seal',
  'backup',
  'restore',
  'rehearsal',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const audit = {
  'audit.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({
      before: z.number().int().optional(),
      action: z.enum(auditActions).optional(),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          userName: z.string(),
          action: z.enum(auditActions),
          channel: z.string(),
          subjectKind: z.string().nullable(),
          subjectId: z.string().nullable(),
          subjectName: z.string().nullable(),
        }),
      ),
      more: z.boolean(),
    }),
  }),
  'audit.verify': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      rows: z.number(),
      /** First place where the chain breaks, or null when it is whole. */
      broken: z.object({ seq: z.number(), what: z.enum(['edited', 'missing', 'truncated']) }).nullable(),
      head: z.string(),
    }),
  }),
} as const satisfies Contract;
