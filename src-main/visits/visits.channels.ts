import type { visits } from '../../src-shared/contract/visits.ts';
import type { Handlers } from '../vault/context.ts';
import { listContacts, readContacts, saveContact } from './contacts.ts';
import { readUnvisited, readVisit, readVisits, saveHomeVisit, startVisit } from './visits.service.ts';

export const visitsChannels: Handlers<keyof typeof visits> = {
  'visits.saveHomeVisit': saveHomeVisit,
  'visits.list': readVisits,
  'visits.detail': (ctx, { visitId }) => readVisit(ctx, visitId),
  'visits.start': (ctx, { studentId }) => startVisit(ctx, studentId),
  'visits.saveContact': saveContact,
  'visits.contacts': readContacts,
  'visits.contactList': listContacts,
  'visits.unvisited': (ctx, { schoolYear }) => readUnvisited(ctx, schoolYear),
};
