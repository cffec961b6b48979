import type { activities } from '../../src-shared/contract/activities.ts';
import type { Handlers } from '../vault/context.ts';
import { endMembership, readActivities, readCommittee, removeActivity, saveActivity, saveMember } from './activities.service.ts';

export const activitiesChannels: Handlers<keyof typeof activities> = {
  'activities.save': saveActivity,
  'activities.list': readActivities,
  'activities.remove': (ctx, { activityId }) => removeActivity(ctx, activityId),
  'activities.committee': readCommittee,
  'activities.saveCommittee': saveMember,
  'activities.endCommittee': endMembership,
};
