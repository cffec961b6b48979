import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';

/** Page of the record that a file hangs on; null where the record has no page of its own. */
export function ownerPath(row: Pick<AttachmentRow, 'ownerKind' | 'ownerId'>, studentId: string): string | null {
  switch (row.ownerKind) {
    case 'consent':
      return `/consents/${studentId}`;
    case 'session':
      return `/cases/session/${row.ownerId}`;
    case 'case':
      return `/cases/${row.ownerId}`;
    case 'visit':
      return `/visits/${row.ownerId}`;
    case 'plan':
      return `/plans/${row.ownerId}`;
    case 'report':
      return '/warnings';
    default:
      return null;
  }
}
