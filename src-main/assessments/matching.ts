import type { RowOutcome } from '../../src-shared/contract/assessments.ts';
import { classKey } from '../../src-shared/domain/class-name.ts';
import { ageOn } from '../../src-shared/domain/dates.ts';
import { nameKey } from '../../src-shared/domain/normalise.ts';
import type { Decoded } from './decode.ts';

/** A pupil of the round's school year as the matching needs to know them. */
export interface Pupil {
  readonly studentId: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly classKey: string;
  readonly inRound: boolean;
  readonly hasResult: boolean;
}

export interface Matched {
  readonly row: Decoded;
  readonly outcome: RowOutcome;
  readonly studentId: string | null;
}

/** Years by which a written age may differ: nominal ages and a birthday between roster and test. */
const AGE_SLACK = 1;

/** Finds the pupil of each row by name, sex, age, grade and class. What cannot be told apart is left to a person. */
export function matchRows(rows: readonly Decoded[], pupils: readonly Pupil[], takenOn: string): Matched[] {
  const classes = Map.groupBy(pupils, (pupil) => pupil.classKey);
  const used = new Set<string>();
  return rows.map((row): Matched => {
    const refused = (outcome: RowOutcome): Matched => ({ row, outcome, studentId: null });
    if (row.reason !== null || row.klass === null) return refused('damagedRow');
    const klass = classes.get(classKey(row.klass));
    if (!klass) return refused('noSuchClass');
    const key = nameKey(row.name);
    const named = klass.filter(
      (pupil) =>
        nameKey(pupil.name) === key && (row.sex === null || pupil.sex === row.sex || pupil.sex === '0' || pupil.sex === '9'),
    );
    if (named.length === 0) return refused('noSuchPerson');
    const day = row.takenOn ?? takenOn;
    const aged = named.filter((pupil) => {
      if (row.age === null || pupil.birthDate === null) return true;
      return Math.abs(ageOn(pupil.birthDate, day) - row.age) <= AGE_SLACK;
    });
    const [only] = aged;
    if (only === undefined) return refused('ageDiffers');
    if (aged.length > 1) return refused('sameName');
    if (!only.inRound) return { row, outcome: 'notInRound', studentId: only.studentId };
    if (used.has(only.studentId)) return { row, outcome: 'repeated', studentId: only.studentId };
    used.add(only.studentId);
    return { row, outcome: only.hasResult ? 'alreadyImported' : 'matched', studentId: only.studentId };
  });
}
