import type { ComponentType, ReactNode } from 'react';
import { createContext, useContext, useEffect } from 'react';
import type { Role } from '../../src-shared/contract/channel.ts';

export interface QuickStudent {
  readonly id: string;
  readonly name: string;
}

export interface QuickFormProps {
  /** Whom the form is about as it opens; it may change them itself. */
  readonly students: readonly QuickStudent[];
  /** What whoever opened the form has chosen already, a code of the feature. */
  readonly preset: string | null;
  /** The form is saved: it closes, and the words are shown with a way to `to`. */
  readonly onSaved: (done: { readonly message: string; readonly to: string }) => void;
  /** Closes the form and goes to an address; what was typed stays a draft. */
  readonly onLeave: (to: string) => void;
}

/** A short form behind Ctrl+J. */
export interface QuickForm {
  /** Also the name of its drafts. */
  readonly id: string;
  /** Its number key. */
  readonly place: number;
  /** Full keys of words, such as `warnings:quickLog.open`. */
  readonly word: string;
  readonly hint: string;
  readonly icon: ComponentType<{ readonly size?: number; readonly 'aria-hidden'?: boolean }>;
  readonly roles: readonly Role[];
  /** Address of the whole form where the students are enough to go there; null shows `Form`. */
  readonly leadsTo?: (students: readonly QuickStudent[]) => string | null;
  readonly Form: (props: QuickFormProps) => ReactNode;
}

/** Where a kept draft is gone on with. */
export interface DraftPlaceOf {
  /** Full key of the form's name. */
  readonly word: string;
  /** Address of the form; null where a quick form of the same id opens. */
  readonly to: ((students: readonly string[], draftId: string) => string) | null;
}

export interface QuickAsk {
  /** Without it the choice of forms is shown. */
  readonly form?: string;
  readonly students?: readonly QuickStudent[];
  readonly preset?: string;
}

export const QuickFormsContext = createContext<(ask: QuickAsk) => void>(() => undefined);
/** Opens a quick form, or the choice of them. */
export const useQuickForms = (): ((ask: QuickAsk) => void) => useContext(QuickFormsContext);

let here: QuickStudent | null = null;

/** Tells which student the page is about, for a quick form opened from it. */
export function useStudentHere(student: QuickStudent): void {
  const { id, name } = student;
  useEffect(() => {
    const mine = { id, name };
    here = mine;
    return () => {
      if (here === mine) here = null;
    };
  }, [id, name]);
}

export const studentHere = (): QuickStudent | null => here;
