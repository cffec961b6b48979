import type { Input } from '../../../src-shared/contract/index.ts';
import type { PlanDetail } from '../../../src-shared/contract/plans.ts';
import { type GoalDomain, goalDomains } from '../../../src-shared/domain/codes.ts';
import { todayLocal } from '../../components/format-date.ts';

/** `key` tells rows apart on screen; the vault never sees it. */
export interface InterventionValues {
  readonly key: string;
  readonly what: string;
  readonly who: string;
  readonly frequency: string;
  readonly untilDate: string | null;
}

export interface GoalValues {
  readonly key: string;
  readonly domain: GoalDomain;
  readonly statement: string;
  readonly baseline: string;
  readonly target: string;
  readonly measure: string;
  readonly dueOn: string | null;
  readonly interventions: readonly InterventionValues[];
}

export interface PlanValues {
  readonly reason: string;
  readonly situation: string;
  readonly strengths: string;
  readonly familyAgreement: string;
  readonly safetyPlan: string;
  readonly startsOn: string | null;
  readonly reviewOn: string | null;
  readonly agreedStudentOn: string | null;
  readonly agreedGuardianOn: string | null;
  readonly approvedLeadOn: string | null;
  readonly leadStaffId: string | null;
  readonly helperStaffIds: readonly string[];
  readonly goals: readonly GoalValues[];
}

export const freshIntervention = (): InterventionValues => ({
  key: crypto.randomUUID(),
  what: '',
  who: '',
  frequency: '',
  untilDate: null,
});

export const freshGoal = (): GoalValues => ({
  key: crypto.randomUUID(),
  domain: 'emotion',
  statement: '',
  baseline: '',
  target: '',
  measure: '',
  dueOn: null,
  interventions: [freshIntervention()],
});

export const freshPlan = (): PlanValues => ({
  reason: '',
  situation: '',
  strengths: '',
  familyAgreement: '',
  safetyPlan: '',
  startsOn: todayLocal(),
  reviewOn: null,
  agreedStudentOn: null,
  agreedGuardianOn: null,
  approvedLeadOn: null,
  leadStaffId: null,
  helperStaffIds: [],
  goals: [freshGoal()],
});

export function storedPlan(plan: PlanDetail): PlanValues {
  return {
    reason: plan.reason ?? '',
    situation: plan.situation ?? '',
    strengths: plan.strengths ?? '',
    familyAgreement: plan.familyAgreement ?? '',
    safetyPlan: plan.safetyPlan ?? '',
    startsOn: plan.startsOn,
    reviewOn: plan.reviewOn,
    agreedStudentOn: plan.agreedStudentOn,
    agreedGuardianOn: plan.agreedGuardianOn,
    approvedLeadOn: plan.approvedLeadOn,
    leadStaffId: plan.lead?.staffId ?? null,
    helperStaffIds: plan.helpers.map((helper) => helper.staffId),
    goals: plan.goals.map((goal) => ({
      key: goal.goalId,
      domain: goalDomains.has(goal.domain) ? goal.domain : 'other',
      statement: goal.statement,
      baseline: goal.baseline ?? '',
      target: goal.target,
      measure: goal.measure ?? '',
      dueOn: goal.dueOn,
      interventions: goal.interventions.map((row, index) => ({ ...row, key: `${goal.goalId}-${index}` })),
    })),
  };
}

/** The form as the channel takes it; rows of interventions left wholly blank fall away. */
export function toPlanInput(values: PlanValues): Omit<Input<'plans.save'>, 'studentId'> {
  const { reviewOn, goals, helperStaffIds, startsOn, ...rest } = values;
  return {
    ...rest,
    startsOn: startsOn ?? '',
    ...(reviewOn !== null && { reviewOn }),
    helperStaffIds: [...helperStaffIds],
    goals: goals.map(({ key: _goal, interventions, ...goal }) => ({
      ...goal,
      interventions: interventions
        .filter((row) => row.what.trim() !== '' || row.who.trim() !== '' || row.frequency.trim() !== '')
        .map(({ key: _row, ...row }) => row),
    })),
  };
}
