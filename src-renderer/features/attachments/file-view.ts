import type { AttachmentOwner, AttachmentRow } from '../../../src-shared/contract/attachments.ts';

export const sortOrders = ['newest', 'name', 'size'] as const;

/** How a person looks at the files of a student. */
export interface FileView {
  /** Found in name or description, in any case. */
  readonly words: string;
  /** Only those that hang on this kind of record; null for all. */
  readonly ownerKind: AttachmentOwner | null;
  readonly order: (typeof sortOrders)[number];
}
export const ALL_FILES: FileView = { words: '', ownerKind: null, order: 'newest' };

const BY: Readonly<Record<FileView['order'], (a: AttachmentRow, b: AttachmentRow) => number>> = {
  newest: (a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0),
  name: (a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'zh-CN'),
  size: (a, b) => b.bytes - a.bytes,
};

/** The files that the view asks for, in its order; removed ones stand last. */
export function arranged(rows: readonly AttachmentRow[], view: FileView): AttachmentRow[] {
  const words = view.words.trim().toLowerCase();
  const gone = (row: AttachmentRow): number => (row.removedAt === null ? 0 : 1);
  return rows
    .filter((row) => view.ownerKind === null || row.ownerKind === view.ownerKind)
    .filter((row) => words === '' || `${row.name ?? ''}\n${row.description ?? ''}`.toLowerCase().includes(words))
    .sort((a, b) => gone(a) - gone(b) || BY[view.order](a, b));
}
