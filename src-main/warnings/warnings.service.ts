/** What other features may use of the warning network. */
export { changeLevel, currentLevels, type LevelDecision } from './levels.ts';
export { type NewReview, openReview } from './reviews.ts';
