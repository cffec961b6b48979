import type { Contract } from './channel.ts';
import { bulkChannels } from './students/bulk.ts';
import { cardChannels } from './students/card.ts';
import { chronologyChannels } from './students/chronology.ts';
import { enrolmentChannels } from './students/enrolment.ts';
import { listChannels } from './students/lists.ts';
import { mergeChannels } from './students/merge.ts';
import { rolloverChannels } from './students/rollover.ts';
import { rosterChannels } from './students/roster.ts';
import { searchChannels } from './students/search.ts';

export * from './students/bulk.ts';
export * from './students/card.ts';
export * from './students/chronology.ts';
export * from './students/enrolment.ts';
export * from './students/lists.ts';
export * from './students/merge.ts';
export * from './students/rollover.ts';
export * from './students/roster.ts';
export * from './students/search.ts';

/** Everything about one student and about all of them, a file a topic. */
export const students = {
  ...rosterChannels,
  ...listChannels,
  ...searchChannels,
  ...cardChannels,
  ...chronologyChannels,
  ...bulkChannels,
  ...enrolmentChannels,
  ...mergeChannels,
  ...rolloverChannels,
} as const satisfies Contract;
