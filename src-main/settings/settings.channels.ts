import type { settings } from '../../src-shared/contract/settings.ts';
import { instant } from '../vault/clock.ts';
import type { Handlers } from '../vault/context.ts';
import { listStaff, saveStaffRow } from './settings.repository.ts';
import { getLevelPreset, getSchool, saveSchool } from './settings.service.ts';

export const settingsChannels: Handlers<keyof typeof settings> = {
  'settings.school': ({ db }) => getSchool(db),
  'settings.saveSchool': ({ db, clock }, input) => saveSchool(db, clock, input),
  'settings.levelPreset': async ({ db }) => ({ preset: await getLevelPreset(db) }),
  'settings.staff': async ({ db }) =>
    (await listStaff(db)).map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      partyMember: row.party_member === 1,
      phone: row.phone,
      leftOn: row.left_on,
    })),
  'settings.saveStaff': async ({ db, clock, newId }, input) => {
    const id = input.id ?? newId();
    await saveStaffRow(db, {
      id,
      name: input.name,
      kind: input.kind,
      party_member: input.partyMember ? 1 : 0,
      phone: input.phone,
      left_on: input.leftOn,
      created_at: instant(clock),
    });
    return { ...input, id };
  },
};
