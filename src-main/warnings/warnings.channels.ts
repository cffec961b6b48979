import type { warnings } from '../../src-shared/contract/warnings.ts';
import { levelScheme } from '../../src-shared/domain/level-scheme.ts';
import { getLevelPreset } from '../settings/settings.service.ts';
import type { Handlers } from '../vault/context.ts';
import { levelHistory, listLevels, setLevel } from './levels.ts';
import { readReport, readReports, saveReport } from './reports.ts';
import { decideReview, readReview, readReviews, requireReview } from './reviews.ts';

export const warningsChannels: Handlers<keyof typeof warnings> = {
  'warnings.reviews': (ctx, input) => readReviews(ctx, input.status),
  'warnings.review': async (ctx, input) => {
    const review = await requireReview(ctx, input.reviewId);
    const report = review.source_kind === 'report' ? await readReport(ctx, review.source_id) : null;
    return { ...(await readReview(ctx, input.reviewId)), report };
  },
  'warnings.decide': (ctx, input) => decideReview(ctx, input),
  'warnings.setLevel': (ctx, input) => setLevel(ctx, input),
  'warnings.levels': (ctx) => listLevels(ctx),
  'warnings.history': (ctx, input) => levelHistory(ctx, input.studentId),
  'warnings.report': (ctx, input) => saveReport(ctx, input),
  'warnings.reports': (ctx, input) => readReports(ctx, input),
  'warnings.scheme': async ({ db }) => {
    const preset = await getLevelPreset(db);
    return { preset, levels: [...levelScheme(preset)] };
  },
};
