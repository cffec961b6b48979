import { useState } from 'react';
import { studentSet } from '../../src-shared/domain/student-set.ts';
import { type Draft, draftDesk, useDraft } from './use-draft.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A change of students while there is text: it waits for an answer. `own`: those students have a draft of their own. */
export interface Moving {
  readonly to: readonly Named[];
  readonly own: boolean;
}

export interface SetDraft<T> extends Draft<T> {
  readonly students: readonly Named[];
  readonly moving: Moving | null;
  /** Changes whom the form is about; with text already written it asks first. */
  readonly choose: (next: readonly Named[]) => Promise<void>;
  /** Takes the text along to the students asked about. */
  readonly carry: () => Promise<void>;
  /** Goes to the students asked about and leaves the text with those it was written for. */
  readonly leave: () => void;
  readonly stay: () => void;
}

const key = (students: readonly Named[]): string => studentSet(students.map(({ id }) => id));

/** A new form's draft, kept for the very students that are chosen in it. */
export function useSetDraft<T extends object>(form: string, start: readonly Named[], initial: T): SetDraft<T> {
  const [students, setStudents] = useState(start);
  const [moving, setMoving] = useState<Moving | null>(null);
  const draft = useDraft(form, key(students), 'new', initial);

  const go = (to: readonly Named[]): void => {
    setStudents(to);
    setMoving(null);
  };
  const choose = async (next: readonly Named[]): Promise<void> => {
    if (key(next) === key(students) || !draft.written) {
      go(next);
      return;
    }
    await draftDesk.flushAll();
    const kept = await draftDesk.port.load({ form, studentId: key(next), draftId: 'new' }).catch(() => null);
    setMoving({ to: next, own: kept !== null });
  };
  const carry = async (): Promise<void> => {
    if (!moving) return;
    // First kept in the new place, then taken from the old one: a fault in between leaves it twice, never nowhere.
    await draftDesk.port.save({ form, studentId: key(moving.to), draftId: 'new' }, { ...draft.values } as Record<
      string,
      unknown
    >);
    await draft.discard();
    go(moving.to);
  };
  return { ...draft, students, moving, choose, carry, leave: () => moving && go(moving.to), stay: () => setMoving(null) };
}
