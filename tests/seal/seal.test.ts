import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, TEST_PASSPHRASE, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let lead: Pick<TestVault, 'dispatch'>;
let studentId: string;
let other: string;
let sessionId: string;
const clock = fixedClock('2026-11-24T06:00:00.000Z');
const REASON = '样例：家长到校，需要当面说明情况';
const TEXT = '样例：夜里睡不着';
const PRIVATE = '样例：只给自己看';

beforeEach(async () => {
  clock.set('2026-11-24T06:00:00.000Z');
  vault = await openTestVault({ clock });
  lead = vault.as('lead');
  studentId = await sampleStudent(vault);
  other = await sampleStudent(vault, { name: '样例许知远' });
  const note = { heldOn: '2026-11-20', minutes: 40, mode: 'faceToFace' as const, source: 'self' as const, complaint: TEXT };
  for (const id of [studentId, other]) {
    await sampleEnrolment(vault, id);
    const saved = await vault.dispatch('cases.saveSession', { ...note, studentId: id, restrictedNote: PRIVATE });
    if (id === studentId) sessionId = saved.sessionId;
  }
});
afterEach(() => vault.close());

const breakSeal = (minutes: 15 | 30 | 60 = 15) => lead.dispatch('seal.break', { studentId, reason: REASON, minutes });
const seen = async (id: string): Promise<string> =>
  JSON.stringify([
    await lead.dispatch('cases.sessions', { studentId: id }),
    await lead.dispatch('students.chronology', { studentId: id }),
  ]);
const looks = () =>
  vault.db.selectFrom('audit').selectAll().where('action', '=', 'view').where('detail', 'like', '%seal%').execute();

describe('a broken seal', () => {
  it('opens one student’s text to the lead, for the time given', async () => {
    expect(await seen(studentId)).not.toContain(TEXT);
    await expect(lead.dispatch('cases.session', { sessionId })).rejects.toMatchObject({ code: 'sealed' });
    const { untilAt } = await breakSeal();
    expect(untilAt).toBe('2026-11-24T06:15:00.000Z');
    expect(await seen(studentId)).toContain(TEXT);
    expect(await seen(other)).not.toContain(TEXT);
    expect(await lead.dispatch('cases.session', { sessionId })).toMatchObject({ complaint: TEXT, restrictedNote: null });
    clock.set('2026-11-24T06:15:00.000Z');
    expect(await seen(studentId)).not.toContain(TEXT);
    expect(await lead.dispatch('seal.active', { studentId })).toBeNull();
  });

  it('logs every single look with the seal', async () => {
    const { sealId } = await breakSeal();
    for (let turn = 0; turn < 3; turn += 1) await lead.dispatch('cases.sessions', { studentId });
    await lead.dispatch('cases.session', { sessionId });
    const rows = await looks();
    expect(rows.map((row) => [row.channel, row.subject_id, (JSON.parse(row.detail) as { seal: string }).seal])).toEqual([
      ...Array.from({ length: 3 }, () => ['cases.sessions', studentId, sealId]),
      ['cases.session', studentId, sealId],
    ]);
    expect(await vault.dispatch('seal.list', {})).toMatchObject([{ sealId, views: 4, running: true }]);
    expect((await vault.dispatch('audit.list', { studentId, action: 'view' })).rows[0]?.seal).toBe(sealId);
  });

  it('needs a reason that says something, a limit of the list, and one seal at a time', async () => {
    for (const input of [
      { reason: '看看', minutes: 15 },
      { reason: '          ', minutes: 15 },
      { reason: REASON, minutes: 61 },
      { reason: REASON, minutes: 0 },
    ]) {
      await expect(lead.dispatch('seal.break', { studentId, ...input } as never)).rejects.toMatchObject({ code: 'invalidInput' });
    }
    await expect(lead.dispatch('seal.break', { studentId: 'x', reason: REASON, minutes: 15 })).rejects.toMatchObject({
      code: 'studentUnknown',
    });
    await breakSeal();
    await expect(breakSeal(60)).rejects.toMatchObject({ code: 'sealBroken' });
    for (const role of ['counselor', 'clerk'] as const) {
      await expect(vault.as(role).dispatch('seal.break', { studentId, reason: REASON, minutes: 15 })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  it('ends by the button and at the lock', async () => {
    const { sealId } = await breakSeal(60);
    await lead.dispatch('seal.end', { sealId });
    expect(await seen(studentId)).not.toContain(TEXT);
    await expect(lead.dispatch('seal.end', { sealId: 'x' })).rejects.toMatchObject({ code: 'sealUnknown' });
    const again = await breakSeal(60);
    clock.set('2026-11-24T06:05:00.000Z');
    await vault.vault.lock();
    await vault.vault.unlock({ passphrase: TEST_PASSPHRASE });
    const row = await vault.vault.opened?.db
      .selectFrom('seal_break')
      .selectAll()
      .where('id', '=', again.sealId)
      .executeTakeFirst();
    expect(row?.until_at).toBe('2026-11-24T06:05:00.000Z');
  });

  it('never reaches paper or a file, and never a clerk', async () => {
    await breakSeal();
    const record = { studentId, sections: ['sessions' as const], recipient: '样例', purpose: '样例' };
    await expect(lead.dispatch('documents.record', record)).rejects.toMatchObject({ code: 'sectionForbidden' });
    const plain = await lead.dispatch('documents.record', { ...record, sections: ['card', 'levels', 'plans'] });
    expect(JSON.stringify(plain)).not.toContain(TEXT);
    await expect(vault.as('clerk').dispatch('students.chronology', { studentId })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('waits for the counselor until acknowledged', async () => {
    const { sealId } = await breakSeal();
    expect(await vault.dispatch('seal.list', { unseen: true })).toMatchObject([
      { sealId, reason: REASON, userName: '样例老师甲', student: { name: '样例沈清和' }, seenAt: null },
    ]);
    await vault.dispatch('seal.acknowledge', { sealId });
    expect(await vault.dispatch('seal.list', { unseen: true })).toEqual([]);
    expect(await vault.dispatch('seal.list', { studentId })).toMatchObject([{ seenBy: '样例老师甲' }]);
    const rows = await vault.db.selectFrom('audit').select(['channel', 'detail']).where('action', '=', 'seal').execute();
    expect(rows.map((row) => row.channel)).toEqual(['seal.break', 'seal.acknowledge']);
    expect(JSON.stringify(rows)).not.toContain('家长到校');
  });
});
