import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { levelPresets, schoolTypes } from './vault.ts';

export const school = z.object({
  name: z.string().trim().min(2).max(60),
  type: z.enum(schoolTypes),
  /** 学校标识码, ten digits, when known. */
  code: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  county: z.string().max(40).nullable(),
  /** How guardians reach the counseling room; printed on consent forms. */
  contact: z
    .object({
      room: z.string().trim().max(60).nullable(),
      phone: z.string().trim().max(40).nullable(),
      person: z.string().trim().max(40).nullable(),
    })
    .nullable()
    .default(null),
  /** Autumn and spring terms of each known school year as local dates; missing years use the defaults. */
  terms: z.record(z.string(), z.object({ autumn: z.tuple([z.string(), z.string()]), spring: z.tuple([z.string(), z.string()]) })),
  /** Groups below this are not published. */
  smallGroup: z.number().int().min(2).max(20),
});
export type School = z.infer<typeof school>;

export const staffMember = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  partyMember: z.boolean(),
  phone: z.string().nullable(),
  leftOn: z.string().nullable(),
});

export const settings = {
  'settings.school': vaultChannel({ roles: ROLES, effect: 'read', reveals: 'nothing', input: z.object({}), output: school }),
  'settings.saveSchool': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    input: school,
    output: school,
  }),
  'settings.levelPreset': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ preset: z.enum(levelPresets) }),
  }),
  'settings.staff': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(staffMember),
  }),
  'settings.saveStaff': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: staffMember
      .omit({ id: true })
      .extend({ id: z.string().optional(), name: z.string().trim().min(1).max(40), kind: z.string().min(1) }),
    output: staffMember,
  }),
} as const satisfies Contract;
