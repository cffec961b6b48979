import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestVault, type TestVault } from '../support/open-vault.ts';

let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault();
});

afterEach(() => vault.close());

const auditRows = () => vault.db.selectFrom('audit').select(['action', 'channel', 'role']).orderBy('seq').execute();

describe('the dispatcher', () => {
  it('writes one audit row with the change it logs', async () => {
    await vault.dispatch('settings.saveStaff', {
      name: '样例老师乙',
      kind: 'homeroom',
      partyMember: false,
      phone: null,
      leftOn: null,
    });
    expect(await auditRows()).toEqual([
      { action: 'create', channel: 'vault.create', role: 'counselor' },
      { action: 'change', channel: 'settings.saveStaff', role: 'counselor' },
    ]);
  });

  it('takes the change back when its audit row cannot be written', async () => {
    await sql`CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END`.execute(vault.db);
    const input = { name: '样例老师丙', kind: 'homeroom', partyMember: false, phone: null, leftOn: null };
    await expect(vault.dispatch('settings.saveStaff', input)).rejects.toMatchObject({ code: 'conflict' });
    expect(await vault.db.selectFrom('staff').selectAll().execute()).toEqual([]);
    await sql`DROP TRIGGER no_audit`.execute(vault.db);
  });

  it('names the fields of a bad input and changes nothing', async () => {
    const input = { name: '', kind: 'homeroom', partyMember: false, phone: null, leftOn: null };
    await expect(vault.dispatch('settings.saveStaff', input)).rejects.toMatchObject({
      code: 'invalidInput',
      fields: { name: 'too_small' },
    });
    expect((await auditRows()).length).toBe(1);
  });

  it('keeps drafts of one form out of another student and another person', async () => {
    const key = { form: 'session', studentId: 's1', draftId: 'd1' };
    await vault.dispatch('drafts.save', { ...key, body: { process: '样例：写到一半的' } });
    expect((await vault.dispatch('drafts.load', key))?.body).toEqual({ process: '样例：写到一半的' });
    expect(await vault.dispatch('drafts.load', { ...key, studentId: 's2' })).toBeNull();
    expect(await vault.dispatch('drafts.load', { ...key, form: 'visit' })).toBeNull();
  });
});

describe('the audit chain', () => {
  async function tamper(statement: string): Promise<void> {
    for (const verb of ['update', 'delete']) await sql.raw(`DROP TRIGGER audit_no_${verb}`).execute(vault.db);
    await sql.raw(statement).execute(vault.db);
  }

  beforeEach(async () => {
    for (const name of ['样例甲', '样例乙', '样例丙']) {
      await vault.dispatch('settings.saveStaff', { name, kind: 'homeroom', partyMember: false, phone: null, leftOn: null });
    }
  });

  it('is whole when nobody touched it', async () => {
    expect(await vault.dispatch('audit.verify', {})).toMatchObject({ rows: 4, broken: null });
  });

  it('refuses edits through the front door', async () => {
    await expect(sql`UPDATE audit SET user_name = 'x' WHERE seq = 2`.execute(vault.db)).rejects.toThrow(/append-only/);
  });

  it.each([
    ['edited', "UPDATE audit SET user_name = '别人' WHERE seq = 2", { seq: 2, what: 'edited' }],
    ['deleted', 'DELETE FROM audit WHERE seq = 3', { seq: 3, what: 'missing' }],
    ['reordered', 'UPDATE audit SET seq = CASE seq WHEN 2 THEN -2 ELSE seq END', { seq: -2, what: 'moved' }],
    ['cut off', 'DELETE FROM audit WHERE seq = 4', { seq: 4, what: 'truncated' }],
  ])('finds rows that were %s', async (_how, statement, broken) => {
    await tamper(statement);
    expect(await vault.dispatch('audit.verify', {})).toMatchObject({ broken });
  });
});
