import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../src-shared/contract/index.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

const CANARY = '样例金丝雀限阅';
let vault: TestVault;
let studentId: string;

beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
  const audit = { recorded_at: '2026-11-24T05:00:00.000Z', recorded_by: vault.opened.session.userId };
  const edited = { ...audit, updated_at: audit.recorded_at, updated_by: audit.recorded_by };
  await vault.db
    .insertInto('session')
    .values({
      id: 's1',
      student_id: studentId,
      counselor_id: audit.recorded_by,
      held_on: '2026-11-20',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      complaint: CANARY,
      process: CANARY,
      restricted_note: CANARY,
      ...edited,
    })
    .execute();
  await vault.db
    .insertInto('concern_report')
    .values({
      id: 'r1',
      occurred_at: '2026-11-19T04:00:00.000Z',
      network_level: 'class',
      reporter_role: 'headTeacher',
      verbatim: CANARY,
      observed: CANARY,
      inferred: CANARY,
      restricted: 1,
      ...audit,
    })
    .execute();
  await vault.db.insertInto('concern_report_student').values({ report_id: 'r1', student_id: studentId }).execute();
  await vault.db
    .insertInto('level_change')
    .values({
      id: 'l1',
      student_id: studentId,
      from_level: 0,
      to_level: 1,
      basis: 'interview',
      reason: CANARY,
      decided_by: '样例',
      decided_on: '2026-11-21',
      ...audit,
    })
    .execute();
});
afterAll(() => vault.close());

const doors: readonly (readonly [Channel, () => unknown])[] = [
  ['students.list', () => ({})],
  ['students.search', () => ({ query: '样' })],
  ['students.file', () => ({ studentId })],
  ['students.chronology', () => ({ studentId })],
  ['students.chronology', () => ({ studentId, words: CANARY })],
  ['warnings.reports', () => ({})],
  ['warnings.levels', () => ({})],
  ['warnings.history', () => ({ studentId })],
  ['cases.sessions', () => ({ studentId })],
  ['cases.session', () => ({ sessionId: 's1' })],
  ['today.overview', () => ({})],
  [
    'documents.record',
    () => ({ studentId, sections: ['card', 'levels', 'plans', 'visits'], recipient: '样例', purpose: '样例' }),
  ],
  ['documents.record', () => ({ studentId, sections: ['sessions'], recipient: '样例', purpose: '样例' })],
];

/** All that comes through a door, refusals included. */
async function through(role: 'counselor' | 'lead' | 'clerk', channel: Channel, input: unknown): Promise<string> {
  try {
    return JSON.stringify(await vault.as(role).dispatch(channel, input as never));
  } catch (error) {
    return JSON.stringify(error);
  }
}

describe('restricted text', () => {
  it('is there to be found by the counselor', async () => {
    expect(await through('counselor', 'students.chronology', { studentId })).toContain(CANARY);
    expect(await through('counselor', 'cases.session', { sessionId: 's1' })).toContain(CANARY);
  });

  const cells = (['lead', 'clerk'] as const).flatMap((role) =>
    doors.map(([channel, input], index) => ({ role, channel, input, index })),
  );
  it.each(cells)('does not reach the $role through $channel ($index)', async ({ role, channel, input }) => {
    expect(await through(role, channel, input())).not.toContain(CANARY);
  });

  it('stays out of the counselor’s print unless chosen with a reason', async () => {
    const record = { studentId, sections: ['sessions'], recipient: '样例', purpose: '样例' };
    const plain = JSON.parse(await through('counselor', 'documents.record', record)) as {
      sections: { entries: { withheld: number }[] }[];
    };
    expect(plain.sections[0]?.entries[0]?.withheld).toBe(1);
    const fields = JSON.stringify(plain).split(CANARY).length - 1;
    const chosen = await through('counselor', 'documents.record', {
      ...record,
      restricted: true,
      restrictedReason: '样例：法院调取',
    });
    expect(chosen.split(CANARY).length - 1).toBe(fields + 1);
  });
});
