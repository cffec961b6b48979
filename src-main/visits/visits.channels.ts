import type { visits } from '../../src-shared/contract/visits.ts';
import type { Handlers } from '../vault/context.ts';
import { readContacts, readUnvisited, readVisit, readVisits, saveContact, saveHomeVisit, startVisit } from './visits.service.ts';

export const visitsChannels: Handlers<keyof typeof visits> = {
  'visits.saveHomeVisit': saveHomeVisit,
  'visits.list': readVisits,
  'visits.detail': (ctx, { visitId }) => readVisit(ctx, visitId),
  'visits.start': (ctx, { studentId }) => startVisit(ctx, studentId),
  'visits.saveContact': saveContact,
  'visits.contacts': (ctx, { studentId }) => readContacts(ctx, studentId),
  'visits.unvisited': (ctx, { schoolYear }) => readUnvisited(ctx, schoolYear),
};
