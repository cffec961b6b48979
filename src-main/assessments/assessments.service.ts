import { scaleOf } from './scales.ts';

export { dueOfRound, pupilsOfGrades } from './rounds.ts';

/** Chinese name of a scale, for papers of other features. @throws AppError `scaleUnknown` */
export function scaleName(id: string): string {
  return scaleOf(id).name.zh;
}
