import type { School, settings } from '../../src-shared/contract/settings.ts';
import { instant } from '../vault/clock.ts';
import type { Handlers } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { listStaff, saveStaffRow, staffById } from './settings.repository.ts';
import { getLevelPreset, getSchool, saveSchool } from './settings.service.ts';

/** Contact and terms as one text each, for the history. */
const flat = ({ terms, contact, ...school }: School) => ({
  ...school,
  terms: JSON.stringify(terms),
  contact: contact && JSON.stringify(contact),
});

export const settingsChannels: Handlers<keyof typeof settings> = {
  'settings.school': ({ db }) => getSchool(db),
  'settings.saveSchool': async (ctx, input) => {
    await recordHistory(ctx, 'school', 'school', flat(await getSchool(ctx.db)), flat(input));
    return saveSchool(ctx.db, ctx.clock, input);
  },
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
  'settings.saveStaff': async (ctx, input) => {
    const { db, clock, newId } = ctx;
    const id = input.id ?? newId();
    const before = input.id === undefined ? undefined : await staffById(db, id);
    const fields = {
      name: input.name,
      kind: input.kind,
      party_member: input.partyMember ? 1 : 0,
      phone: input.phone,
      left_on: input.leftOn,
    };
    if (before) await recordHistory(ctx, 'staff', id, before, fields);
    await saveStaffRow(db, {
      id,
      ...fields,
      created_at: instant(clock),
    });
    return { ...input, id };
  },
};
