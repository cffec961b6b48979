import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import type { Output } from '../../src-shared/contract/index.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';
import { png } from './samples.ts';

let vault: TestVault;
let studentId: string;
let seed = 0;
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterAll(() => vault.close());

/** Hangs a file with this word in its name on a record. */
async function hang(ownerKind: AttachmentOwner, ownerId: string, word: string): Promise<string> {
  seed += 1;
  const token = vault.give(`${word}.png`, png(seed));
  const input = { studentId, ownerKind, ownerId, token, description: `${word}说明` };
  return (await vault.dispatch('attachments.add', input)).attachmentId;
}

async function report(restricted: boolean): Promise<string> {
  const { reportId } = await vault.dispatch('warnings.report', {
    studentIds: [studentId],
    occurredAt: '2026-11-20T02:00:00.000Z',
    networkLevel: 'class',
    reporterRole: 'headTeacher',
    observed: '样例',
    restricted,
  });
  return reportId;
}

async function session(): Promise<string> {
  const basis = { code: 'emergency', reason: '样例:紧急情况' } as const;
  const fields = { heldOn: '2026-11-18', minutes: 40, mode: 'faceToFace', source: 'self', complaint: '样例' } as const;
  const { sessionId, revision } = await vault.dispatch('cases.saveSession', { studentId, ...fields, basis });
  await vault.dispatch('cases.signSession', { sessionId, revision });
  return sessionId;
}

const visit = async (): Promise<string> =>
  (await vault.dispatch('visits.saveHomeVisit', { studentId, visitedOn: '2026-11-18', mode: 'onsite', visitors: ['样例老师甲'] }))
    .visitId;

type Hit = Output<'search.notes'>['hits'][number];
const found = async (role: 'counselor' | 'lead' | 'clerk', query: string): Promise<readonly Hit[]> =>
  (await vault.as(role).dispatch('search.notes', { query })).hits.filter((hit) => hit.kind === 'attachment');

describe('a file on a record', () => {
  it.each([
    ['session', session, '听雨'],
    ['report', () => report(true), '惊蛰'],
  ] as const)('that is a note, of kind %s, is hidden from lead and clerk by every door', async (kind, make, word) => {
    const attachmentId = await hang(kind, await make(), word);
    const doors = async (role: 'lead' | 'clerk'): Promise<string> => {
      const desk = vault.as(role);
      const answers = [];
      for (const ask of [
        () => desk.dispatch('attachments.list', { studentId }),
        () => desk.dispatch('attachments.read', { attachmentId }),
        () => desk.dispatch('students.chronology', { studentId, kinds: ['attachment'] }),
        () => desk.dispatch('search.notes', { query: word }),
      ]) {
        answers.push(await ask().catch((error: { code?: string }) => error.code));
      }
      return JSON.stringify(answers);
    };
    expect(await doors('lead')).not.toContain(word);
    expect(await doors('clerk')).not.toContain(word);
    await expect(vault.as('lead').dispatch('attachments.read', { attachmentId })).rejects.toMatchObject({ code: 'restricted' });
    expect(await found('counselor', word)).toHaveLength(1);
    const own = await vault.dispatch('attachments.list', { studentId });
    expect(own.find((row) => row.attachmentId === attachmentId)).toMatchObject({ note: true, name: `${word}.png` });
  });

  it.each([
    ['visit', visit, '谷雨'],
    ['report', () => report(false), '白露'],
  ] as const)('that is open to support, of kind %s, is found by the lead and not by the clerk', async (kind, make, word) => {
    const attachmentId = await hang(kind, await make(), word);
    expect((await vault.as('lead').dispatch('attachments.read', { attachmentId })).name).toBe(`${word}.png`);
    expect(await found('lead', word)).toHaveLength(1);
    expect(await found('clerk', word)).toEqual([]);
    await vault.dispatch('attachments.setRestricted', { attachmentId, restricted: true });
    expect(await found('lead', word)).toEqual([]);
    expect(await found('counselor', `${word}说明`)).toHaveLength(1);
  });

  it('is added to a signed note, and goes only with a reason that stays', async () => {
    const sessionId = await session();
    const attachmentId = await hang('session', sessionId, '补页');
    await expect(vault.dispatch('attachments.remove', { attachmentId, reason: '  ' })).rejects.toMatchObject({
      code: 'invalidInput',
    });
    await vault.dispatch('attachments.remove', { attachmentId, reason: '样例：放错' });
    const [row] = await vault.dispatch('attachments.list', { studentId, ownerKind: 'session', ownerId: sessionId });
    expect(row).toMatchObject({ removeReason: '样例：放错', removedBy: '样例老师甲' });
    const logged = await vault.db.selectFrom('audit').select('channel').where('channel', '=', 'attachments.remove').execute();
    expect(logged).toHaveLength(1);
  });

  it('stands in the printed record by its title, a restricted one only by a second choice', async () => {
    await hang('visit', await visit(), '寒露');
    const hidden = await hang('visit', await visit(), '霜降');
    await vault.dispatch('attachments.setRestricted', { attachmentId: hidden, restricted: true });
    const request = { studentId, sections: ['attachments' as const], recipient: '样例', purpose: '样例' };
    const least = await vault.dispatch('documents.record', request);
    expect(JSON.stringify(least)).toContain('寒露.png');
    expect(JSON.stringify(least)).not.toContain('霜降');
    const more = await vault.dispatch('documents.record', { ...request, restricted: true, restrictedReason: '样例理由' });
    expect(JSON.stringify(more)).toContain('霜降.png');
    await expect(vault.as('lead').dispatch('documents.record', request)).rejects.toMatchObject({ code: 'sectionForbidden' });
  });
});

describe('the room of a removed file', () => {
  it('is overwritten and used again', async () => {
    const size = async () => await vault.dispatch('attachments.usage', {});
    const body = Buffer.concat([png(9000), Buffer.alloc(4 * 1024 * 1024, 9)]);
    const add = async (bytes: Uint8Array) =>
      await vault.dispatch('attachments.add', {
        studentId,
        ownerKind: 'student',
        ownerId: studentId,
        token: vault.give('大.png', bytes),
      });
    const before = await size();
    const { attachmentId } = await add(body);
    const full = await size();
    expect(full.bytes - before.bytes).toBe(body.length);
    expect(full.vaultBytes).toBeGreaterThan(before.vaultBytes + body.length);
    await vault.dispatch('attachments.remove', { attachmentId, reason: '样例' });
    expect(await size()).toMatchObject({ files: before.files, bytes: before.bytes });
    await add(Buffer.concat([png(9001), Buffer.alloc(4 * 1024 * 1024, 8)]));
    // The new pages may need one or two more for the list of names; the body lies where the old one lay.
    expect((await size()).vaultBytes - full.vaultBytes).toBeLessThan(256 * 1024);
  });
});

describe('files of two students who are one', () => {
  it('go over and come back, those of the student’s own file too', async () => {
    const goneId = await sampleStudent(vault, { name: '样例沈青禾' });
    const token = vault.give('同一人.png', png(9500));
    const added = await vault.dispatch('attachments.add', { studentId: goneId, ownerKind: 'student', ownerId: goneId, token });
    const own = () => vault.dispatch('attachments.list', { studentId, ownerKind: 'student', ownerId: studentId });
    const { mergeId } = await vault.dispatch('students.merge', { keptId: studentId, goneId, reason: '样例：同一名学生' });
    expect((await own()).map((row) => row.attachmentId)).toContain(added.attachmentId);
    await vault.dispatch('students.undoMerge', { mergeId });
    expect((await own()).map((row) => row.attachmentId)).not.toContain(added.attachmentId);
    const back = await vault.dispatch('attachments.list', { studentId: goneId, ownerKind: 'student', ownerId: goneId });
    expect(back.map((row) => row.attachmentId)).toEqual([added.attachmentId]);
  });
});
