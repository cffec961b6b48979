import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../src-shared/contract/index.ts';
import { contactOutcomes } from '../../src-shared/domain/codes.ts';
import { type Attempt, noticeDueOn, seriesOf } from '../../src-shared/domain/contact-series.ts';
import { levelScheme } from '../../src-shared/domain/level-scheme.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
const clock = fixedClock('2026-11-24T02:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-24T02:00:00.000Z');
  vault = await openTestVault({ clock });
  studentId = await sampleStudent(vault);
});
afterEach(() => vault.close());

const contact = (more: Partial<Input<'visits.saveContact'>> = {}) =>
  vault.dispatch('visits.saveContact', {
    studentId,
    contactedAt: '2026-11-23T11:00:00.000Z',
    mode: 'phone',
    outcome: 'notReached',
    ...more,
  });
const todos = async (kind: string) => (await vault.dispatch('today.overview', {})).todos.filter((todo) => todo.kind === kind);

describe('an attempt', () => {
  test('that reached nobody is kept; a success names whom, giving up says why, and none is in the future', async () => {
    expect(await contact()).toMatchObject({ failed: 1, revision: 1 });
    await expect(contact({ outcome: 'reached' })).rejects.toMatchObject({
      code: 'reachedWhom',
      fields: { withWhom: 'reachedWhom' },
    });
    await expect(contact({ outcome: 'givenUp' })).rejects.toMatchObject({ code: 'givenUpWhy' });
    await expect(contact({ contactedAt: '2026-11-24T02:00:01.000Z' })).rejects.toMatchObject({ code: 'contactInFuture' });
    await expect(contact({ nextTryOn: '2026-11-22' })).rejects.toMatchObject({ code: 'nextTryPast' });
    const { contacts } = await vault.dispatch('visits.contacts', { studentId });
    expect(contacts).toMatchObject([{ outcome: 'notReached', mode: 'phone', matter: 'general', corrected: false }]);
    await expect(vault.as('clerk').dispatch('visits.contacts', { studentId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(vault.as('clerk').dispatch('visits.contactList', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('lies in a year that a calendar here has: one of the year 18 would be late for ever on the first page', async () => {
    for (const contactedAt of ['0018-11-23T11:00:00Z', '1800-01-01T00:00:00Z', '0000-01-01T00:00:00Z'])
      await expect(contact({ contactedAt })).rejects.toMatchObject({ code: 'invalidInput' });
    for (let turn = 0; turn < 3; turn += 1) await contact({ contactedAt: '1900-01-02T00:00:00Z' });
    expect(await todos('unreached')).toHaveLength(1);
  });

  test('is put right with what stood there before, once for each revision, and ends its draft', async () => {
    const draft = { form: 'contact', studentId, draftId: 'new' };
    await vault.dispatch('drafts.save', { ...draft, body: { content: '样例' } });
    const { contactId } = await contact({ toWhom: '样例母亲', draftId: 'new' });
    expect(await vault.dispatch('drafts.load', draft)).toBeNull();
    const right = { contactId, outcome: 'reached' as const, toWhom: '样例母亲' };
    expect(await contact({ ...right, revision: 1 })).toMatchObject({ revision: 2, failed: 0 });
    await expect(contact({ ...right, revision: 1 })).rejects.toMatchObject({ code: 'stale' });
    await expect(contact({ ...right, studentId: await sampleStudent(vault), revision: 2 })).rejects.toMatchObject({
      code: 'contactUnknown',
    });
    const changes = await vault.dispatch('students.corrections', { studentId, kind: 'contact', id: contactId });
    expect(changes).toMatchObject([{ field: 'outcome', from: 'notReached', to: 'reached' }]);
  });

  test('stands in the chronology with its matter and how it ended, and is found by whom it was to reach', async () => {
    await contact({ matter: 'suspension', outcome: 'wrongNumber', toWhom: '样例外祖父', content: '样例：空号' });
    const { entries } = await vault.dispatch('students.chronology', { studentId });
    expect(entries).toMatchObject([
      { kind: 'contact', text: '样例：空号', facts: { matter: 'suspension', outcome: 'wrongNumber', to: '样例外祖父' } },
    ]);
    const found = await vault.dispatch('search.notes', { query: '外祖父' });
    expect(found.hits).toHaveLength(1);
    expect((await vault.as('clerk').dispatch('search.notes', { query: '外祖父' })).hits).toHaveLength(0);
  });
});

describe('three in a row', () => {
  const three = async (more: Partial<Input<'visits.saveContact'>> = {}) => {
    for (const day of [20, 21, 22]) await contact({ contactedAt: `2026-11-${day}T11:00:00.000Z`, ...more });
  };

  test('for one matter wait on the desk until somebody is reached, and name who was not tried', async () => {
    for (const [name, relation] of [
      ['样例母亲', 'mother'],
      ['样例祖母', 'paternalGrandparent'],
    ] as const) {
      await vault.dispatch('students.saveGuardian', { studentId, name, relation, phone: '13912340000', primary: false });
    }
    await three({ matter: 'suspension', toWhom: '样例母亲', nextTryOn: '2026-11-23' });
    await contact({ matter: 'consent' });
    const read = await vault.dispatch('visits.contacts', { studentId });
    expect(read.series).toMatchObject([
      { matter: 'suspension', attempts: 3, failed: 3, unreached: true, untried: ['样例祖母'], nextTryOn: '2026-11-23' },
      { matter: 'consent', failed: 1, unreached: false },
    ]);
    expect(read.guardians[0]?.phoneMasked).toBe('139****0000');
    expect(await todos('unreached')).toMatchObject([
      { student: { id: studentId }, why: { count: 3 }, dueOn: '2026-11-23', overdueDays: 1 },
    ]);
    expect((await vault.as('clerk').dispatch('today.overview', {})).todos).toEqual([]);
    expect(await vault.dispatch('visits.contactList', { unreached: true })).toHaveLength(3);
    await contact({ matter: 'suspension', outcome: 'reached', withWhom: '样例祖母' });
    expect(await todos('unreached')).toEqual([]);
    expect(await vault.dispatch('visits.contactList', { unreached: true })).toEqual([]);
    expect(await vault.dispatch('visits.contactList', { from: '2026-11-23' })).toHaveLength(2);
  });

  test('are not three when they are about different matters, or when somebody was reached in between', async () => {
    await contact({ matter: 'consent' });
    await contact({ matter: 'suspension' });
    await contact({ matter: 'general' });
    expect(await todos('unreached')).toEqual([]);
    await three({ matter: 'crisis' });
    // Written down last, but it happened in between.
    await contact({ matter: 'crisis', outcome: 'reached', withWhom: '样例母亲', contactedAt: '2026-11-21T12:00:00.000Z' });
    expect(await todos('unreached')).toEqual([]);
  });

  const attempt = fc.record({
    outcome: fc.constantFrom(...contactOutcomes.codes),
    minute: fc.integer({ min: 0, max: 9 }),
    recorded: fc.integer({ min: 0, max: 9 }),
  });
  const toAttempts = (list: readonly { outcome: Attempt['outcome']; minute: number; recorded: number }[]): Attempt[] =>
    list.map(({ outcome, minute, recorded }, i) => ({
      id: `c${String(i).padStart(2, '0')}`,
      matter: 'consent',
      outcome,
      contactedAt: `2026-11-20T02:0${minute}:00.000Z`,
      recordedAt: `2026-11-21T02:0${recorded}:00.000Z`,
      nextTryOn: null,
    }));

  test('count from the last success by the time of the attempts, in whatever order they were written', () => {
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 1, maxLength: 12 }), fc.nat(), (list, turn) => {
        const attempts = toAttempts(list);
        const [series] = seriesOf(attempts);
        const turned = attempts.map((_, i) => attempts[(i + turn) % attempts.length] as Attempt);
        expect(seriesOf(turned)).toEqual([series]);
        // By hand: walk forwards, count up on a failure, start again on anything else.
        let count = 0;
        const key = (one: Attempt) => one.contactedAt + one.recordedAt + one.id;
        for (const one of attempts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
          count = ['notReached', 'wrongNumber', 'refused'].includes(one.outcome) ? count + 1 : 0;
        }
        expect(series).toMatchObject({ failed: count, unreached: count >= 3, attempts: attempts.length });
        const later = (outcome: Attempt['outcome']): Attempt => ({
          ...(attempts[0] as Attempt),
          id: 'z',
          outcome,
          contactedAt: '2026-11-22T02:00:00.000Z',
        });
        expect(seriesOf([...attempts, later('notReached')])[0]?.failed).toBe(count + 1);
        expect(seriesOf([...attempts, later('reached')])[0]?.failed).toBe(0);
      }),
    );
  });

  test('the vault counts as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 7 }), async (list) => {
        const id = await sampleStudent(vault);
        for (const one of toAttempts(list)) {
          await contact({
            studentId: id,
            matter: 'consent',
            outcome: one.outcome,
            contactedAt: one.contactedAt,
            withWhom: '样例',
            content: '样例',
          });
        }
        const expected = seriesOf(toAttempts(list.map((one) => ({ ...one, recorded: 0 }))))[0];
        const waiting = (await todos('unreached')).filter((todo) => todo.student?.id === id);
        expect(waiting.map((todo) => todo.why.count)).toEqual(expected?.unreached ? [expected.failed] : []);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a level that the guardian is to be told of', () => {
  const set = (toLevel: number, decidedOn: string) =>
    vault.dispatch('warnings.setLevel', {
      studentId,
      toLevel,
      basis: 'interview',
      reason: '样例',
      decidedOn,
      nextReviewOn: null,
    });

  test('waits on the desk until told, and anew after a change of level', async () => {
    await set(1, '2026-11-19');
    expect(await todos('guardianNotice')).toEqual([]);
    await set(2, '2026-11-20');
    await contact({ outcome: 'reached', withWhom: '样例母亲', matter: 'general' });
    expect(await todos('guardianNotice')).toMatchObject([{ student: { id: studentId }, dueOn: '2026-11-21', level: 2 }]);
    expect((await vault.dispatch('visits.contacts', { studentId })).noticeDueOn).toBe('2026-11-21');
    await contact({ outcome: 'reached', withWhom: '样例母亲', matter: 'levelNotice' });
    expect(await todos('guardianNotice')).toEqual([]);
    await set(3, '2026-11-24');
    expect(await todos('guardianNotice')).toMatchObject([{ dueOn: '2026-11-24' }]);
    await contact({
      outcome: 'givenUp',
      content: '样例：监护人涉嫌侵害，依法不告知',
      matter: 'levelNotice',
      contactedAt: '2026-11-24T01:00:00.000Z',
    });
    expect(await todos('guardianNotice')).toEqual([]);
  });

  test('that nobody can be told of stands once, as somebody not reached', async () => {
    await set(2, '2026-11-20');
    for (const hour of ['01', '02', '03']) await contact({ matter: 'levelNotice', contactedAt: `2026-11-21T${hour}:00:00.000Z` });
    expect(await todos('guardianNotice')).toEqual([]);
    expect(await todos('unreached')).toHaveLength(1);
  });

  test('follows the scheme: who is told, and by when', () => {
    const scheme = levelScheme('red_orange_yellow');
    const due = (severity: 0 | 1 | 2 | 3) => noticeDueOn(scheme, { severity, since: '2026-11-20' }, []);
    expect([due(0), due(1), due(2), due(3)]).toEqual([null, null, '2026-11-21', '2026-11-20']);
  });
});
