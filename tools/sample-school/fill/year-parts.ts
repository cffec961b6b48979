import type { LocalDate } from '../../../src-shared/domain/dates.ts';
import type { Random } from '../random.ts';
import type { SampleClass, SampleSchool } from '../school.ts';
import type { Sheet } from './sheet.ts';

/** One school year of records while it is being invented. */
export interface YearParts {
  readonly sheet: Sheet;
  readonly random: Random;
  readonly school: SampleSchool;
  readonly classOf: ReadonlyMap<string, SampleClass>;
  readonly year: number;
  /** Last day with records. */
  readonly last: LocalDate;
  readonly by: string;
  readonly at: (day: LocalDate, hour?: number) => string;
  readonly stamp: (day: LocalDate) => { recorded_at: string; recorded_by: string };
  readonly edited: (day: LocalDate) => { recorded_at: string; recorded_by: string; updated_at: string; updated_by: string };
  readonly counselorIds: readonly string[];
}
