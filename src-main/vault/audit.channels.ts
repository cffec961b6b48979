import type { AuditAction, audit } from '../../src-shared/contract/audit.ts';
import type { AuditLog } from './audit.ts';
import type { Handlers } from './context.ts';

export function auditChannels(log: () => AuditLog): Handlers<keyof typeof audit> {
  return {
    'audit.list': async ({ db }, input) => {
      let query = db
        .selectFrom('audit')
        .leftJoin('student', 'student.id', 'audit.subject_id')
        .select([
          'audit.seq',
          'audit.at',
          'audit.user_name',
          'audit.action',
          'audit.channel',
          'audit.subject_kind',
          'audit.subject_id',
          'student.name as subject_name',
        ])
        .orderBy('audit.seq', 'desc')
        .limit(input.limit + 1);
      if (input.before !== undefined) query = query.where('audit.seq', '<', input.before);
      if (input.action) query = query.where('audit.action', '=', input.action);
      const rows = await query.execute();
      return {
        more: rows.length > input.limit,
        rows: rows.slice(0, input.limit).map((row) => ({
          seq: row.seq,
          at: row.at,
          userName: row.user_name,
          action: row.action as AuditAction,
          channel: row.channel,
          subjectKind: row.subject_kind,
          subjectId: row.subject_id,
          subjectName: row.subject_name,
        })),
      };
    },
    'audit.verify': ({ db }) => log().verify(db),
  };
}
