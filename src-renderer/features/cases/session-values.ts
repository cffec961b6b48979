import type { SessionDetail } from '../../../src-shared/contract/cases.ts';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { problemCategories, sessionModes, sessionSources } from '../../../src-shared/domain/codes.ts';
import { todayLocal } from '../../components/format-date.ts';
import { fromBasis, type Ground, NO_GROUND, toBasis } from '../../components/ground.ts';

/** What the form holds and the draft keeps; blank text stands for nothing. */
export interface SessionValues {
  readonly heldOn: string | null;
  readonly startTime: string;
  readonly minutes: number;
  readonly mode: string;
  readonly source: string;
  readonly place: string;
  readonly problemCategories: readonly string[];
  readonly complaint: string;
  readonly aim: string;
  readonly process: string;
  readonly presentation: string;
  readonly assessment: string;
  readonly riskNoted: string;
  readonly effect: string;
  readonly homework: string;
  readonly nextStep: string;
  readonly nextOn: string | null;
  readonly referralSuggested: boolean;
  readonly restrictedNote: string;
  /** Ground for a talk without consent that no case covers. */
  readonly ground: Ground;
}

/** A new note takes place, length, mode and areas from the last one; never its words. */
export function freshValues(start: Output<'cases.sessionStart'>): SessionValues {
  const { last } = start;
  return {
    heldOn: todayLocal(),
    startTime: '',
    minutes: last?.minutes ?? 40,
    mode: last?.mode ?? 'faceToFace',
    source: last ? 'followUp' : 'self',
    place: last?.place ?? '',
    problemCategories: last?.problemCategories ?? [],
    complaint: '',
    aim: '',
    process: '',
    presentation: '',
    assessment: '',
    riskNoted: '',
    effect: '',
    homework: '',
    nextStep: '',
    nextOn: null,
    referralSuggested: false,
    restrictedNote: '',
    ground: NO_GROUND,
  };
}

export function storedValues(session: SessionDetail): SessionValues {
  return {
    heldOn: session.heldOn,
    startTime: session.startTime ?? '',
    minutes: session.minutes,
    mode: session.mode,
    source: session.source,
    place: session.place ?? '',
    problemCategories: session.problemCategories,
    complaint: session.complaint ?? '',
    aim: session.aim ?? '',
    process: session.process ?? '',
    presentation: session.presentation ?? '',
    assessment: session.assessment ?? '',
    riskNoted: session.riskNoted ?? '',
    effect: session.effect ?? '',
    homework: session.homework ?? '',
    nextStep: session.nextStep ?? '',
    nextOn: session.nextOn,
    referralSuggested: session.referralSuggested,
    restrictedNote: session.restrictedNote ?? '',
    ground: fromBasis(session.basis),
  };
}

/** The form as the channel takes it. */
export function toInput(values: SessionValues): Omit<Input<'cases.saveSession'>, 'studentId'> {
  const { mode, source, ground, ...rest } = values;
  return {
    ...rest,
    basis: toBasis(ground),
    heldOn: values.heldOn ?? '',
    startTime: values.startTime === '' ? null : values.startTime,
    mode: sessionModes.has(mode) ? mode : 'faceToFace',
    source: sessionSources.has(source) ? source : 'other',
    problemCategories: values.problemCategories.filter((code) => problemCategories.has(code)),
  };
}
