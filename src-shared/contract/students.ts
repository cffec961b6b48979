import type { Contract } from './channel.ts';
import { cardChannels } from './students/card.ts';
import { chronologyChannels } from './students/chronology.ts';
import { listChannels } from './students/lists.ts';
import { rosterChannels } from './students/roster.ts';
import { searchChannels } from './students/search.ts';

export * from './students/card.ts';
export * from './students/chronology.ts';
export * from './students/lists.ts';
export * from './students/roster.ts';
export * from './students/search.ts';

/** Everything about one student and about all of them, a file a topic. */
export const students = {
  ...rosterChannels,
  ...listChannels,
  ...searchChannels,
  ...cardChannels,
  ...chronologyChannels,
} as const satisfies Contract;
