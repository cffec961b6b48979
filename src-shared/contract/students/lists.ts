import { z } from 'zod';
import { stages } from '../../domain/class-name.ts';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { id } from '../shared.ts';
import { level, schoolYear } from './shared.ts';

export const studentRow = z.object({
  id: z.string(),
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  classId: z.string(),
  className: z.string(),
  sex: z.string(),
  boarder: z.boolean(),
  studentNo: z.string().nullable(),
  status: z.string(),
  /** Null without any level yet, and for a role that does not see levels. */
  level: level.nullable(),
  mentor: z.string().nullable(),
  lastOnsiteOn: z.string().nullable(),
  fileOpenedOn: z.string().nullable(),
  careTags: z.array(z.string()),
});
export type StudentRow = z.infer<typeof studentRow>;

export const listChannels = {
  'students.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ schoolYear: schoolYear.optional(), classId: id.optional(), level: level.optional() }),
    output: z.object({ schoolYear, levelsShown: z.boolean(), rows: z.array(studentRow) }),
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
