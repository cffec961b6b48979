import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id } from './shared.ts';

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

/**
 * What a verification can find. Of audit rows: `edited`, `missing` between others, `moved` to another number, `added`, `truncated` at
 * the end, the kept `head` itself. Of the field changes that rows seal: `history…`. Against a backup's head: `rewritten`, `rolledBack`.
 */
export const auditFaults = [
  'edited',
  'missing',
  'moved',
  'added',
  'truncated',
  'head',
  'historyEdited',
  'historyMissing',
  'historyAdded',
  'rewritten',
  'rolledBack',
] as const;
export type AuditFault = (typeof auditFaults)[number];

/** Which rows; what is left out does not narrow. Days are of this computer's calendar, both included. */
const filter = {
  from: day.optional(),
  to: day.optional(),
  userId: id.optional(),
  action: z.enum(auditActions).optional(),
  studentId: id.optional(),
  /** Names of channels: the page finds them by their words. */
  channels: z.array(z.string().max(80)).max(400).optional(),
};

const row = z.object({
  seq: z.number(),
  at: z.string(),
  userName: z.string(),
  role: z.enum(ROLES),
  action: z.enum(auditActions),
  channel: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** Name of the student or title of the round concerned. */
  subjectName: z.string().nullable(),
  /** `entity.field` names of what changed. */
  changed: z.array(z.string()),
  /** Under a broken seal: its id. */
  seal: z.string().nullable(),
});
export type AuditRow = z.infer<typeof row>;

const fieldChange = z.object({
  entity: z.string(),
  field: z.string(),
  /** Null where it was or is empty, and with `restricted` where the reader may not see it. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  restricted: z.boolean(),
});
export type FieldChange = z.infer<typeof fieldChange>;

const finding = z.object({
  what: z.enum(auditFaults),
  seq: z.number(),
  lastSeq: z.number(),
  at: z.string().nullable(),
  until: z.string().nullable(),
  userName: z.string().nullable(),
  other: z.number().nullable(),
  source: z.string().nullable(),
  explained: z.boolean(),
});
export type AuditFinding = z.infer<typeof finding>;

/** Rows that one export may hold; more has to be narrowed by period. */
export const AUDIT_EXPORT_MAX = 50_000;

export const audit = {
  /** Newest first; `before` is the number of the last row of the page before. */
  'audit.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({
      ...filter,
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({ rows: z.array(row), more: z.boolean() }),
  }),
  /** One row with what was changed, from → to, as far as this role may read it. Errors: `auditUnknown`. */
  'audit.detail': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    input: z.object({ seq: z.number().int() }),
    output: row.extend({
      /** Counts, codes and names of fields that the row keeps. */
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      changes: z.array(fieldChange),
      /** More changes than are given here. */
      moreChanges: z.boolean(),
    }),
  }),
  /** Everybody who stands in the record, to filter by. */
  'audit.people': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(z.object({ userId: z.string(), name: z.string(), role: z.enum(ROLES), closed: z.boolean() })),
  }),
  /** Walks the chain and compares it with the heads in the backups at hand. */
  'audit.verify': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      rows: z.number(),
      head: z.string(),
      headSeq: z.number(),
      /** Every fault in order of numbers; `broken` is the first that no restore on record explains. */
      findings: z.array(finding),
      broken: z.object({ seq: z.number(), what: z.enum(auditFaults) }).nullable(),
    }),
  }),
  /** Totals of a period by person and action with the state of the chain, for the yearly audit on paper. */
  'audit.summary': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ from: day, to: day }),
    output: z.object({
      schoolName: z.string(),
      from: z.string(),
      to: z.string(),
      madeAt: z.string(),
      madeBy: z.string(),
      rows: z.number(),
      firstSeq: z.number().nullable(),
      lastSeq: z.number().nullable(),
      totals: z.array(z.object({ userName: z.string(), role: z.enum(ROLES), action: z.enum(auditActions), count: z.number() })),
      /** Broken seals of the period, without names of students. */
      seals: z.object({ broken: z.number(), acknowledged: z.number() }),
      chain: z.object({ rows: z.number(), head: z.string(), headSeq: z.number(), findings: z.array(finding) }),
    }),
  }),
  /** Writes the filtered rows as xlsx, oldest first, without values of fields. Errors: `auditTooMany {count, max}` and those of writing a file. */
  'audit.export': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'export',
    reveals: 'student',
    input: z.object({
      ...filter,
      token: id,
      /** Words of headings, actions, roles and channels, by `heading.…`, `action.…`, `role.…`, `channel.…`. */
      words: z.record(z.string().max(100), z.string().max(200)),
    }),
    output: z.object({ name: z.string(), rows: z.number() }),
  }),
} as const satisfies Contract;
