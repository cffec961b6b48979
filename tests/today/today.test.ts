import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleConsent, sampleEnrolment, sampleLevel, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

async function enrolled(name: string): Promise<string> {
  const id = await sampleStudent(vault, { name });
  await sampleEnrolment(vault, id);
  return id;
}
const session = (studentId: string, heldOn: string, nextOn: string | null = null) =>
  vault.dispatch('cases.saveSession', {
    studentId,
    heldOn,
    minutes: 40,
    mode: 'faceToFace',
    source: 'self',
    nextOn,
    process: '样例秘密',
  });
async function review(studentId: string, dueOn: string, immediate: boolean) {
  await vault.db
    .insertInto('screening_review')
    .values({
      id: uuidv7(),
      student_id: studentId,
      source_kind: 'result',
      source_id: uuidv7(),
      reasons: '["total"]',
      immediate: immediate ? 1 : 0,
      opened_at: '2026-11-20T02:00:00.000Z',
      due_on: dueOn,
    })
    .execute();
}
const kinds = (overview: { todos: readonly { kind: string }[] }) => overview.todos.map((todo) => todo.kind);

describe('the day', () => {
  test('puts the immediate interview first and counts late, today and the week', async () => {
    await review(await enrolled('样例甲'), '2026-11-20', false);
    await review(await enrolled('样例乙'), '2026-11-24', true);
    await review(await enrolled('样例丙'), '2026-11-28', false);
    const day = await vault.dispatch('today.overview', {});
    expect(day.todos.map((todo) => todo.student?.name)).toEqual(['样例乙', '样例甲', '样例丙']);
    expect(day.todos[1]?.overdueDays).toBe(4);
    expect(day.counts).toEqual({ overdue: 1, today: 1, week: 1 });
    expect(day.teachingWeek).toBe(13);
  });

  test('names whom nobody has seen within the time of the level, quiet while a session is planned', async () => {
    const id = await enrolled('样例丁');
    await sampleLevel(vault, id, 0, 2, '2026-10-12');
    await session(id, '2026-11-10');
    const seen = (await vault.dispatch('today.overview', {})).todos.find((todo) => todo.kind === 'unseen');
    expect(seen).toMatchObject({ level: 2, dueOn: '2026-11-17', overdueDays: 7, why: { days: 14 } });
    await session(id, '2026-11-11', '2026-11-25');
    const day = await vault.dispatch('today.overview', {});
    expect(kinds(day)).not.toContain('unseen');
    expect(day.todos.find((todo) => todo.kind === 'nextSession')?.dueOn).toBe('2026-11-25');
  });

  test('asks for signature and consent until they are there', async () => {
    const id = await enrolled('样例戊');
    const { sessionId, revision } = await session(id, '2026-11-10');
    await vault.dispatch('cases.open', {
      studentId: id,
      openedOn: '2026-11-10',
      source: 'self',
      basis: { code: 'emergency', reason: '样例依据' },
    });
    expect(kinds(await vault.dispatch('today.overview', {})).sort()).toEqual(['consent', 'unsigned']);
    await expect(vault.dispatch('cases.signSession', { sessionId, revision })).rejects.toMatchObject({ code: 'consentMissing' });
    await sampleConsent(vault, id, { giver: 'both', givenOn: '2026-11-10' });
    await vault.dispatch('cases.signSession', { sessionId, revision });
    expect(kinds(await vault.dispatch('today.overview', {}))).toEqual([]);
  });

  test('shows each role only its own kinds, and never the words of a note', async () => {
    const id = await enrolled('样例己');
    await review(id, '2026-11-20', false);
    await session(id, '2026-11-10');
    const lead = await vault.as('lead').dispatch('today.overview', {});
    expect(kinds(lead)).toEqual(['interview']);
    expect(lead.sessions).toEqual([]);
    const clerk = await vault.as('clerk').dispatch('today.overview', {});
    expect(clerk.todos).toEqual([]);
    expect(clerk.progress.map((line) => line.id)).toEqual(['assessmentCoverage', 'homeVisits']);
    expect(JSON.stringify([lead, clerk, await vault.dispatch('today.overview', {})])).not.toContain('样例秘密');
  });

  test('shows how far the term has come', async () => {
    const id = await enrolled('样例庚');
    await enrolled('样例辛');
    await vault.dispatch('visits.saveHomeVisit', {
      studentId: id,
      visitedOn: '2026-10-08',
      mode: 'onsite',
      visitors: ['样例老师乙'],
    });
    const { progress } = await vault.dispatch('today.overview', {});
    expect(progress.find((line) => line.id === 'homeVisits')).toMatchObject({
      value: 0.5,
      numerator: 1,
      denominator: 2,
      goal: 1,
    });
    expect(progress.find((line) => line.id === 'paired')?.value).toBeNull();
  });
});
