import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, studentBrief } from './shared.ts';

/** What a note is, as people choose it. */
export const noteKinds = [
  'session',
  'report',
  'judgement',
  'result',
  'visit',
  'contact',
  'plan',
  'case',
  'consent',
  'disclosure',
  'activity',
  'roll',
  'attachment',
] as const;
export type NoteKind = (typeof noteKinds)[number];

export const noteHit = z.object({
  /** Unique over all hits: source table and row. */
  key: z.string(),
  kind: z.enum(noteKinds),
  /** Day of the event, not of the recording. */
  on: z.string(),
  students: z.array(studentBrief),
  /** The place in the note, around `match`. */
  before: z.string(),
  match: z.string(),
  after: z.string(),
  /** Session behind the note, for a link. */
  sessionId: z.string().nullable(),
});
export type NoteHit = z.infer<typeof noteHit>;

export const search = {
  /**
   * Notes that hold every part of the query, newest first. What the role may not read is neither found nor counted: the clerk finds open
   * records, the lead also those of support, the counselor all.
   */
  'search.notes': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'restricted',
    input: z.object({
      query: z.string().max(60),
      kinds: z.array(z.enum(noteKinds)).max(noteKinds.length).optional(),
      from: day.optional(),
      to: day.optional(),
      cursor: z.number().int().optional(),
      limit: z.number().int().min(1).max(100).default(30),
    }),
    output: z.object({ hits: z.array(noteHit), cursor: z.number().nullable() }),
  }),
  /** Makes the index anew from the notes; for repair. Answers with how many notes are in it. */
  'search.rebuild': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ notes: z.number() }),
  }),
} as const satisfies Contract;
