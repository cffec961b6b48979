import type { assessments } from '../../src-shared/contract/assessments.ts';
import type { Handlers } from '../vault/context.ts';
import { exportUnmatched, importResults, previewResults, readSheet } from './import.ts';
import { enterResult } from './results.ts';
import { createRound, readResults, readRound, readRounds, setDisposition } from './rounds.ts';
import { scales } from './scales.ts';

export const assessmentsChannels: Handlers<keyof typeof assessments> = {
  'assessments.scales': async () => [...scales],
  'assessments.rounds': (ctx) => readRounds(ctx),
  'assessments.createRound': (ctx, input) => createRound(ctx, input),
  'assessments.roundDetail': (ctx, input) => readRound(ctx, input.roundId),
  'assessments.setDisposition': (ctx, input) => setDisposition(ctx, input),
  'assessments.results': (ctx, input) => readResults(ctx, input.roundId),
  'assessments.enterResult': (ctx, input) => enterResult(ctx, input),
  'assessments.readSheet': (ctx, input) => readSheet(ctx, input),
  'assessments.previewResults': (ctx, input) => previewResults(ctx, input),
  'assessments.importResults': (ctx, input) => importResults(ctx, input),
  'assessments.exportUnmatched': (ctx, input) => exportUnmatched(ctx, input),
};
