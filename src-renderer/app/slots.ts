import { createContext, type ReactNode, useContext } from 'react';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import type { DraftPlaceOf } from './quick-forms.ts';

/** The record that files hang on, and the student whose record it is. */
export interface OwnedFilesProps {
  readonly ownerKind: AttachmentOwner;
  readonly ownerId: string;
  readonly studentId: string;
  /** Nothing is added or removed here, as on a record that is being laid out or was given away. */
  readonly readOnly?: boolean;
}

/** Cards that features show on each other's pages without knowing each other. */
export interface Slots {
  /** On 今日, above the day's talks; a card that has nothing to say shows nothing. */
  readonly today: readonly (() => ReactNode)[];
  /** In a student's file, below the front sheet. */
  readonly file: readonly ((props: { readonly studentId: string }) => ReactNode)[];
  /** In the narrow column of a student's file. */
  readonly fileSide: readonly ((props: { readonly studentId: string }) => ReactNode)[];
  /** On the page of a record: the files that hang on it; shows nothing to whom may not list them. */
  readonly ownedFiles: readonly ((props: OwnedFilesProps) => ReactNode)[];
  /** Where drafts are gone on with, by the name of their form. */
  readonly drafts: Readonly<Record<string, DraftPlaceOf>>;
}

export const SlotsContext = createContext<Slots>({ today: [], file: [], fileSide: [], ownedFiles: [], drafts: {} });
export const useSlots = (): Slots => useContext(SlotsContext);
