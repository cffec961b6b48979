import type { ReactNode } from 'react';
import type { DraftPlaceOf, QuickForm } from './quick-forms.ts';
import type { ConsentSlots, OwnedFilesProps } from './slots.ts';

/** A tree of words; leaves are i18next texts with `{{name}}` places. */
export interface Words {
  readonly [key: string]: string | Words;
}

/** The same tree in another language: every key must be there, none may be added. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };

export interface FeatureRoute {
  /** Absolute path inside the app, such as `/students/:id`; print routes start with `/print/`. */
  readonly path: string;
  readonly element: ReactNode;
}

/** All that a feature gives the frame. Words of its error codes stand in its locale under `errors`. */
export interface Feature {
  /** Shown inside the frame. */
  readonly routes: readonly FeatureRoute[];
  /** Shown alone on a sheet of paper; the page calls `print.ready` itself. */
  readonly printRoutes?: readonly FeatureRoute[];
  readonly locale: { readonly zh: Words; readonly en: Words };
  /** Shown on 今日. */
  readonly todayCard?: () => ReactNode;
  /** Shown in a student's file. */
  readonly fileCard?: (props: { readonly studentId: string }) => ReactNode;
  /** Shown in the narrow column of a student's file. */
  readonly fileSideCard?: (props: { readonly studentId: string }) => ReactNode;
  /** Shown on the page of a record: the files that hang on it. */
  readonly ownedFiles?: (props: OwnedFilesProps) => ReactNode;
  /** Short entry forms behind Ctrl+J. */
  readonly quickForms?: readonly QuickForm[];
  /** Where drafts are gone on with, by the name of their form. */
  readonly draftPlaces?: Readonly<Record<string, DraftPlaceOf>>;
  /** Parts that other pages show where consent matters. */
  readonly consentSlots?: ConsentSlots;
}
