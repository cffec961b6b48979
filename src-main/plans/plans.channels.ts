import type { plans } from '../../src-shared/contract/plans.ts';
import type { Handlers } from '../vault/context.ts';
import { readPartyPairings, setPartyPairing } from './pairings.ts';
import { approvePlan, endPlan, readPlan, readPlans, reviewPlan, startPlan } from './plans.service.ts';
import { savePlan } from './save-plan.ts';

export const plansChannels: Handlers<keyof typeof plans> = {
  'plans.save': savePlan,
  'plans.start': (ctx, { studentId }) => startPlan(ctx, studentId),
  'plans.detail': (ctx, { planId }) => readPlan(ctx, planId),
  'plans.list': readPlans,
  'plans.review': reviewPlan,
  'plans.end': endPlan,
  'plans.approve': approvePlan,
  'plans.setPartyPairing': setPartyPairing,
  'plans.partyPairings': readPartyPairings,
};
