import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';

export const studentHit = z.object({
  id: z.string(),
  name: z.string(),
  className: z.string().nullable(),
  studentNo: z.string().nullable(),
});
export type StudentHit = z.infer<typeof studentHit>;

export const searchChannels = {
  /** By name, pinyin, initials, student or registration number, or class; best match first. */
  'students.search': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ query: z.string().max(60), limit: z.number().int().min(1).max(100).default(20) }),
    output: z.array(studentHit),
  }),
} as const satisfies Contract;
