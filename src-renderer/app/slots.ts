import { createContext, type ReactNode, useContext } from 'react';

/** Cards that features show on each other's pages without knowing each other. */
export interface Slots {
  /** On 今日, above the day's talks; a card that has nothing to say shows nothing. */
  readonly today: readonly (() => ReactNode)[];
  /** In a student's file, below the front sheet. */
  readonly file: readonly ((props: { readonly studentId: string }) => ReactNode)[];
  /** In the narrow column of a student's file. */
  readonly fileSide: readonly ((props: { readonly studentId: string }) => ReactNode)[];
}

export const SlotsContext = createContext<Slots>({ today: [], file: [], fileSide: [] });
export const useSlots = (): Slots => useContext(SlotsContext);
