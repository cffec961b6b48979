import type { Input } from '../../../src-shared/contract/index.ts';
import type { VisitMode } from '../../../src-shared/domain/codes.ts';
import { todayLocal } from '../../components/format-date.ts';

/** What both forms of a visit hold and the draft keeps; blank text stands for nothing. */
export interface VisitValues {
  readonly visitedOn: string | null;
  readonly startTime: string;
  readonly mode: VisitMode;
  readonly visitors: readonly string[];
  readonly met: string;
  readonly place: string;
  readonly purpose: string;
  readonly familySituation: string;
  readonly atHome: string;
  readonly guardianView: string;
  readonly findings: string;
  readonly advice: string;
  readonly nextStep: string;
}

export const VISIT_TOUCHED = [
  'visits.list',
  'visits.unvisited',
  'visits.detail',
  'visits.start',
  'students.file',
  'students.chronology',
  'today.overview',
  'drafts.list',
] as const;

export const blankVisit = (): VisitValues => ({
  visitedOn: todayLocal(),
  startTime: '',
  mode: 'onsite',
  visitors: [],
  met: '',
  place: '',
  purpose: '',
  familySituation: '',
  atHome: '',
  guardianView: '',
  findings: '',
  advice: '',
  nextStep: '',
});

/** The form as the channel takes it. */
export const toVisit = (values: VisitValues): Omit<Input<'visits.saveHomeVisit'>, 'studentId'> => ({
  ...values,
  visitedOn: values.visitedOn ?? '',
  startTime: values.startTime === '' ? null : values.startTime,
  visitors: [...values.visitors],
});
