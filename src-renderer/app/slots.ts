import { createContext, type ReactNode, useContext } from 'react';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import type { Stage } from '../../src-shared/domain/class-name.ts';
import type { ConsentKind } from '../../src-shared/domain/codes.ts';
import type { Ground } from '../components/ground.ts';
import type { DraftPlaceOf } from './quick-forms.ts';

/** The record that files hang on, and the student whose record it is. */
export interface OwnedFilesProps {
  readonly ownerKind: AttachmentOwner;
  readonly ownerId: string;
  readonly studentId: string;
  /** Nothing is added or removed here, as on a record that is being laid out or was given away. */
  readonly readOnly?: boolean;
}

/** What the consents offer to the pages of others: `kind` is the consent that the page is about. */
export interface ConsentSlots {
  /** How one kind stands, in one line. */
  readonly Standing: (props: {
    readonly studentId: string;
    readonly kind: ConsentKind;
    readonly on?: string | null;
  }) => ReactNode;
  /** The same for a form that needs consent: without one it asks for the ground. */
  readonly Gate: (props: {
    readonly studentId: string;
    readonly kind: ConsentKind;
    readonly on?: string | null;
    readonly ground: Ground;
    readonly onGround: (ground: Ground) => void;
    readonly fieldError: (field: string) => string | null;
  }) => ReactNode;
  /** All kinds and entries of one student, on a card. */
  readonly Card: (props: { readonly studentId: string; readonly readOnly?: boolean }) => ReactNode;
  /** Whom of an opened round consent covers. */
  readonly RoundReach: (props: { readonly roundId: string }) => ReactNode;
  /** Whom a round to be opened would reach, with the ground for those whose consent is missing. */
  readonly PlannedReach: (props: {
    readonly schoolYear: number;
    readonly grades: readonly { readonly stage: Stage; readonly grade: number }[];
    readonly on: string | null;
    readonly ground: Ground;
    readonly onGround: (ground: Ground) => void;
    readonly fieldError: (field: string) => string | null;
  }) => ReactNode;
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
  readonly consent: ConsentSlots | null;
}

export const SlotsContext = createContext<Slots>({
  today: [],
  file: [],
  fileSide: [],
  ownedFiles: [],
  drafts: {},
  consent: null,
});
export const useSlots = (): Slots => useContext(SlotsContext);
