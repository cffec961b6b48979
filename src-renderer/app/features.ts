import { activities } from '../features/activities/index.ts';
import { assessments } from '../features/assessments/index.ts';
import { attachments } from '../features/attachments/index.ts';
import { audit } from '../features/audit/index.ts';
import { backup } from '../features/backup/index.ts';
import { cases } from '../features/cases/index.ts';
import { consents } from '../features/consents/index.ts';
import { documents } from '../features/documents/index.ts';
import { plans } from '../features/plans/index.ts';
import { reports } from '../features/reports/index.ts';
import { seal } from '../features/seal/index.ts';
import { search } from '../features/search/index.ts';
import { settings } from '../features/settings/index.ts';
import { students } from '../features/students/index.ts';
import { today } from '../features/today/index.ts';
import { users } from '../features/users/index.ts';
import { vault } from '../features/vault/index.ts';
import { visits } from '../features/visits/index.ts';
import { warnings } from '../features/warnings/index.ts';
import type { Feature } from './types.ts';

/** Every feature under its name, which is also the namespace of its words. */
export const features: Readonly<Record<string, Feature>> = {
  today,
  students,
  search,
  warnings,
  assessments,
  cases,
  consents,
  plans,
  visits,
  activities,
  attachments,
  reports,
  documents,
  audit,
  seal,
  settings,
  backup,
  users,
  vault,
};
