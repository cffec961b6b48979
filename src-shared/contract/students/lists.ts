import { z } from 'zod';
import { stages } from '../../domain/class-name.ts';
import { careTags } from '../../domain/codes/care.ts';
import { consentKinds } from '../../domain/codes/consent.ts';
import { consentStatuses } from '../../domain/consent.ts';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { id } from '../shared.ts';
import { level, schoolYear } from './shared.ts';

export const studentRow = z.object({
  id: z.string(),
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  classId: z.string(),
  /** Empty for somebody who never was in a class. */
  className: z.string(),
  sex: z.string(),
  boarder: z.boolean(),
  studentNo: z.string().nullable(),
  status: z.string(),
  /** First day away, for those who left. */
  leftOn: z.string().nullable(),
  /** Null without any level yet, and for a role that does not see levels. */
  level: level.nullable(),
  /** How the consent of the filter's kind stands; null for a role that does not see support. */
  consent: z.enum(consentStatuses).nullable(),
  mentor: z.string().nullable(),
  lastOnsiteOn: z.string().nullable(),
  fileOpenedOn: z.string().nullable(),
  careTags: z.array(z.string()),
});
export type StudentRow = z.infer<typeof studentRow>;

/** `roll`: on the roll of the year; `suspended`: of those, who is not in school now; `left`: not on that roll. */
export const standings = ['roll', 'suspended', 'left'] as const;
export type Standing = (typeof standings)[number];

/** What somebody enrolled still lacks; the same definitions as the indicators 导师, 建档, 实地家访 and the consent that is asked for. */
export const studentGaps = ['noMentor', 'noFile', 'notVisited', 'noConsent'] as const;
export type StudentGap = (typeof studentGaps)[number];

export const listSorts = ['class', 'name', 'sex', 'boarder', 'studentNo', 'level', 'mentor', 'lastOnsite', 'fileOpened'] as const;
export type ListSort = (typeof listSorts)[number];

/** Which consent the list shows and `noConsent` asks for. */
const consentKind = consentKinds.schema.default('counseling');

export const listFilter = {
  schoolYear: schoolYear.optional(),
  /** Part of a name or its pinyin, beginning of initials or student number, or a class. */
  text: z.string().trim().max(60).optional(),
  standing: z.enum(standings).default('roll'),
  classId: id.optional(),
  cohort: z.object({ stage: z.enum(stages), entryYear: z.number().int() }).optional(),
  /** Ignored for a role that does not see levels. */
  level: level.optional(),
  tag: careTags.schema.optional(),
  mentorId: id.optional(),
  gap: z.enum(studentGaps).optional(),
  consentKind,
};

/** Most students that one selection holds. */
export const SELECTION_MAX = 5000;

export const listChannels = {
  /** A page of students; `cursor` of the page before goes on where it ended. `total` comes with the first page. */
  'students.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({
      ...listFilter,
      sort: z.enum(listSorts).default('class'),
      down: z.boolean().default(false),
      cursor: z.string().max(400).optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({
      schoolYear,
      levelsShown: z.boolean(),
      total: z.number().nullable(),
      rows: z.array(studentRow),
      cursor: z.string().nullable(),
    }),
  }),
  /** Everybody a filter finds, to select them at once; the first `SELECTION_MAX`. */
  'students.listIds': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object(listFilter),
    output: z.array(z.string()),
  }),
  /** How many of the roll lack what, and how many bear which care tag; each number is the length of its list. */
  'students.listCounts': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ schoolYear: schoolYear.optional(), consentKind }),
    output: z.object({
      schoolYear,
      enrolled: z.number(),
      gaps: z.record(z.enum(studentGaps), z.number()),
      tags: z.array(z.object({ code: z.string(), count: z.number() })),
      /** People of last year who have no place in this one yet. */
      notRolledOver: z.number(),
    }),
  }),
  'students.classes': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ schoolYear: schoolYear.optional() }),
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        stage: z.enum(stages),
        entryYear: z.number(),
        number: z.number(),
        students: z.number(),
      }),
    ),
  }),
} as const satisfies Contract;
