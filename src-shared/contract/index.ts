import { activities } from './activities.ts';
import { assessments } from './assessments.ts';
import { attachments } from './attachments.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { cases } from './cases.ts';
import type { InputOf, OutputOf, ParsedInputOf } from './channel.ts';
import { consents } from './consents.ts';
import { documents } from './documents.ts';
import { drafts } from './drafts.ts';
import { plans } from './plans.ts';
import { reports } from './reports.ts';
import { seal } from './seal.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { students } from './students.ts';
import { today } from './today.ts';
import { users } from './users.ts';
import { vault } from './vault.ts';
import { visits } from './visits.ts';
import { warnings } from './warnings.ts';

/** Every channel of the app. Client, dispatcher, audit and the access test are all made from this one table. */
export const contract = {
  ...shell,
  ...vault,
  ...users,
  ...drafts,
  ...audit,
  ...backup,
  ...seal,
  ...settings,
  ...students,
  ...search,
  ...assessments,
  ...warnings,
  ...cases,
  ...consents,
  ...plans,
  ...visits,
  ...activities,
  ...attachments,
  ...documents,
  ...reports,
  ...today,
} as const;

export type ContractTable = typeof contract;
export type Channel = keyof ContractTable;
export type Input<C extends Channel> = InputOf<ContractTable[C]>;
export type ParsedInput<C extends Channel> = ParsedInputOf<ContractTable[C]>;
export type Output<C extends Channel> = OutputOf<ContractTable[C]>;
