import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleConsent, sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let child: string;
const clock = fixedClock('2026-11-24T02:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-24T02:00:00.000Z');
  vault = await openTestVault({ clock });
  child = await sampleStudent(vault, { birthDate: '2014-03-05' });
});
afterEach(() => vault.close());

const standing = (kind: 'counseling' | 'sharing' | 'recording' = 'counseling', studentId = child) =>
  vault.dispatch('consents.standing', { studentId, kind });
const refused = (code: string, field: string) => ({ code, fields: { [field]: code } });

describe('recording a consent', () => {
  test('under 14 the student alone cannot give it', async () => {
    await expect(sampleConsent(vault, child, { giver: 'student', giverName: null })).rejects.toMatchObject(
      refused('consentNeedsGuardian', 'giver'),
    );
    expect((await sampleConsent(vault, child)).state).toMatchObject({
      valid: true,
      status: 'valid',
      ageBasis: 'under14',
      age: 12,
    });
  });

  test('from 14 to 17 it is whole when both have signed, on one paper or on two', async () => {
    const youth = await sampleStudent(vault, { birthDate: '2011-03-05' });
    const first = await sampleConsent(vault, youth, { giver: 'student', giverName: null, giverRelation: 'mother' });
    expect(first.state).toMatchObject({ valid: false, status: 'partial', ageBasis: 'from14', missing: ['guardian'] });
    expect((await sampleConsent(vault, youth)).state).toMatchObject({ valid: true, missing: [] });
    const { list } = await vault.dispatch('consents.list', { studentId: youth });
    expect(list.map((row) => row.giverRelation).sort()).toEqual(['mother', null].sort());
  });

  test('what the law asks for is asked for: to whom, what exactly, who heard it, who signed', async () => {
    const sharing = { kind: 'sharing', scope: '样例：测评总结', recipient: '样例医院心理科' } as const;
    await expect(sampleConsent(vault, child, { ...sharing, scope: ' ' })).rejects.toMatchObject(
      refused('consentScopeMissing', 'scope'),
    );
    await expect(sampleConsent(vault, child, { ...sharing, recipient: null })).rejects.toMatchObject(
      refused('consentRecipientMissing', 'recipient'),
    );
    await expect(sampleConsent(vault, child, { kind: 'recording' })).rejects.toMatchObject(
      refused('consentScopeMissing', 'scope'),
    );
    await expect(sampleConsent(vault, child, { form: 'verbal' })).rejects.toMatchObject(
      refused('consentWitnessMissing', 'witness'),
    );
    await expect(sampleConsent(vault, child, { giverName: null })).rejects.toMatchObject(
      refused('consentGiverMissing', 'giverName'),
    );
    await expect(sampleConsent(vault, child, { givenOn: '2026-11-25' })).rejects.toMatchObject(
      refused('consentInFuture', 'givenOn'),
    );
    await expect(sampleConsent(vault, child, { untilDate: '2026-10-01' })).rejects.toMatchObject(
      refused('untilBeforeGiven', 'untilDate'),
    );
    await sampleConsent(vault, child, sharing);
    expect(await standing('sharing')).toMatchObject({ valid: true });
  });

  test('a wrong entry is put right and keeps what it said; one made by mistake counts for nothing and stays', async () => {
    const { consentId } = await sampleConsent(vault, child, { limits: '样例：不录音' });
    const entry = { kind: 'counseling', giver: 'guardian', giverName: '样例爷爷', form: 'paper', givenOn: '2026-11-02' } as const;
    const { revision } = await vault.dispatch('consents.correct', { consentId, revision: 1, ...entry, limits: '样例：不录音' });
    await expect(vault.dispatch('consents.correct', { consentId, revision: 1, ...entry })).rejects.toMatchObject({
      code: 'stale',
    });
    const [row] = (await vault.dispatch('consents.list', { studentId: child })).list;
    // Name, day and the relation that is left out now.
    expect(row).toMatchObject({ giverName: '样例爷爷', givenOn: '2026-11-02', corrections: 3, revision: 2 });
    const changes = await vault.dispatch('students.corrections', { studentId: child, kind: 'consent', id: consentId });
    expect(changes.map((change) => [change.field, change.from])).toContainEqual(['giver_name', '样例家长']);

    await vault.dispatch('consents.void', { consentId, revision, reason: '样例：登记到别的学生' });
    expect(await standing()).toMatchObject({ valid: false, status: 'none' });
    await expect(vault.dispatch('consents.correct', { consentId, revision: 3, ...entry })).rejects.toMatchObject({
      code: 'consentVoided',
    });
    const [voided] = (await vault.dispatch('consents.list', { studentId: child })).list;
    expect(voided?.voided).toMatchObject({ reason: '样例：登记到别的学生', by: '样例老师甲' });
  });

  test('says whether it can be proved: a file in the vault, paper whose place is known, or nothing', async () => {
    const { consentId } = await sampleConsent(vault, child);
    const evidence = async () => (await vault.dispatch('consents.list', { studentId: child })).list[0]?.evidence;
    expect(await evidence()).toBe('none');
    const entry = { kind: 'counseling', giver: 'guardian', giverName: '样例家长', form: 'paper', givenOn: '2026-11-01' } as const;
    await vault.dispatch('consents.correct', { consentId, revision: 1, ...entry, keptAt: '样例：心理室 2 号柜' });
    expect(await evidence()).toBe('paperOnly');
    const token = vault.give('样例同意书.pdf', '%PDF-1.4\n%样例\n');
    const file = { studentId: child, ownerKind: 'consent', ownerId: consentId, token } as const;
    const { attachmentId } = await vault.dispatch('attachments.add', file);
    expect(await evidence()).toBe('attached');
    await vault.dispatch('attachments.remove', { attachmentId, reason: '样例：传错了' });
    expect(await evidence()).toBe('paperOnly');
  });

  test('what is typed is found, and stands in the chronology', async () => {
    const { consentId } = await sampleConsent(vault, child, { limits: '样例：只在团辅室', scope: '样例：每周一次沙盘' });
    const hits = await vault.dispatch('search.notes', { query: '沙盘' });
    expect(hits.hits.map((hit) => hit.kind)).toEqual(['consent']);
    const { entries } = await vault.dispatch('students.chronology', { studentId: child, kinds: ['consent'] });
    expect(entries[0]).toMatchObject({ id: consentId, on: '2026-11-01', facts: { form: 'paper', giver: 'guardian' } });
    expect(entries[0]?.text).toContain('只在团辅室');
  });

  test('leaves codes in the record of use, no words', async () => {
    const { consentId } = await sampleConsent(vault, child, { limits: '样例：不录音' });
    await vault.dispatch('consents.void', { consentId, revision: 1, reason: '样例：重复' });
    const rows = await vault.db.selectFrom('audit').selectAll().where('channel', 'like', 'consents.%').execute();
    expect(rows.map((row) => row.channel)).toEqual(['consents.add', 'consents.void']);
    expect(rows[0]?.detail).toContain('"kind":"counseling"');
    expect(JSON.stringify(rows)).not.toContain('样例：');
  });
});

describe('a withdrawal', () => {
  const withdraw = (consentId: string, over: { withdrawnOn?: string; revision?: number } = {}) =>
    vault.dispatch('consents.withdraw', {
      consentId,
      revision: 1,
      withdrawnOn: '2026-11-24',
      by: 'guardian',
      via: 'phone',
      note: '样例：不想再谈',
      ...over,
    });

  test('stops from its day on, shows what it touches and waits on the desk until it is acted on', async () => {
    const classId = await sampleEnrolment(vault, child);
    expect(classId).toBeTruthy();
    const { consentId } = await sampleConsent(vault, child);
    const { caseId } = await vault.dispatch('cases.open', { studentId: child, openedOn: '2026-11-02', source: 'self' });
    await vault.dispatch('cases.saveSession', {
      studentId: child,
      heldOn: '2026-11-20',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      nextOn: '2026-11-27',
    });
    await expect(withdraw(consentId, { withdrawnOn: '2026-10-31' })).rejects.toMatchObject({ code: 'withdrawnBeforeGiven' });
    await expect(withdraw(consentId, { withdrawnOn: '2026-11-25' })).rejects.toMatchObject({ code: 'consentInFuture' });
    expect((await withdraw(consentId)).state).toMatchObject({ valid: false, status: 'withdrawn' });
    await expect(withdraw(consentId, { revision: 2 })).rejects.toMatchObject({ code: 'consentWithdrawn' });
    // What was done before stays lawful.
    const before = await vault.dispatch('consents.standing', { studentId: child, kind: 'counseling', on: '2026-11-23' });
    expect(before.valid).toBe(true);
    expect(await vault.dispatch('consents.touched', { consentId })).toMatchObject({
      openCase: { caseId },
      nextSessions: ['2026-11-27'],
      rounds: [],
    });
    const todo = async () => (await vault.dispatch('today.overview', {})).todos.filter((one) => one.kind === 'consentWithdrawn');
    expect(await todo()).toMatchObject([{ dueOn: '2026-11-24', why: { consent: 'counseling' }, target: { id: child } }]);
    await expect(
      vault.dispatch('consents.handle', { consentId, revision: 2, handledOn: '2026-11-23', handling: '样例' }),
    ).rejects.toMatchObject({ code: 'handledBeforeWithdrawn' });
    await vault.dispatch('consents.handle', {
      consentId,
      revision: 2,
      handledOn: '2026-11-24',
      handling: '样例：已停止并取消预约',
    });
    expect(await todo()).toEqual([]);
    const { entries } = await vault.dispatch('students.chronology', { studentId: child, kinds: ['consentWithdrawn'] });
    expect(entries[0]).toMatchObject({ on: '2026-11-24', facts: { via: 'phone', by: 'guardian', handledOn: '2026-11-24' } });
  });

  test('one that ends is told 30 days ahead, unless another paper outlasts it', async () => {
    await sampleEnrolment(vault, child);
    await sampleConsent(vault, child, { untilDate: '2026-12-24' });
    expect(await standing()).toMatchObject({ valid: true, status: 'expiring', validUntil: '2026-12-24' });
    const todos = async () =>
      (await vault.dispatch('today.overview', {})).todos.filter((one) => one.kind === 'consentExpiring').length;
    expect(await todos()).toBe(1);
    await sampleConsent(vault, child, { givenOn: '2026-11-10' });
    expect(await standing()).toMatchObject({ status: 'valid', validUntil: null });
    expect(await todos()).toBe(0);
    clock.set('2026-12-25T02:00:00.000Z');
    expect(await standing()).toMatchObject({ status: 'valid' });
  });
});

describe('acting without consent', () => {
  const basis = { code: 'emergency', reason: '样例：夜里说不想活了' } as const;

  test('a talk outside a case needs a ground to be signed, on its own day', async () => {
    const session = { studentId: child, heldOn: '2026-11-20', minutes: 40, mode: 'faceToFace', source: 'self' } as const;
    const saved = await vault.dispatch('cases.saveSession', session);
    await expect(vault.dispatch('cases.signSession', saved)).rejects.toMatchObject(refused('consentMissing', 'basis'));
    const grounded = await vault.dispatch('cases.saveSession', { ...session, ...saved, basis });
    await vault.dispatch('cases.signSession', { sessionId: saved.sessionId, revision: grounded.revision });
    expect((await vault.dispatch('cases.session', { sessionId: saved.sessionId })).basis).toEqual(basis);
    const { entries } = await vault.dispatch('students.chronology', { studentId: child, kinds: ['session'] });
    expect(entries[0]?.facts.basis).toBe('emergency');
    expect(entries[0]?.text).toContain(basis.reason);
    const signed = await vault.db.selectFrom('audit').select('detail').where('channel', '=', 'cases.signSession').execute();
    expect(signed.at(-1)?.detail).toContain('emergency');
    expect(signed.at(-1)?.detail).not.toContain('不想活');
  });

  test('a case opened on a ground covers its talks, until a later consent is taken back', async () => {
    await vault.dispatch('cases.open', { studentId: child, openedOn: '2026-11-02', source: 'self', basis });
    const session = { studentId: child, heldOn: '2026-11-20', minutes: 40, mode: 'faceToFace', source: 'self' } as const;
    await vault.dispatch('cases.signSession', await vault.dispatch('cases.saveSession', session));
    const { consentId } = await sampleConsent(vault, child, { givenOn: '2026-11-21' });
    const withdrawal = { consentId, revision: 1, withdrawnOn: '2026-11-22', by: 'guardian', via: 'paper' } as const;
    await vault.dispatch('consents.withdraw', withdrawal);
    const later = await vault.dispatch('cases.saveSession', { ...session, heldOn: '2026-11-23' });
    await expect(vault.dispatch('cases.signSession', later)).rejects.toMatchObject({ code: 'consentMissing' });
  });

  test('a record for an outsider needs consent to sharing, or a ground that the register keeps', async () => {
    const record = { studentId: child, sections: ['card'], recipient: '样例医院', purpose: '样例：转介' } as const;
    const request = { ...record, sections: [...record.sections] };
    await expect(vault.dispatch('documents.record', { ...request, recipientKind: 'outside' })).rejects.toMatchObject(
      refused('consentMissing', 'basis'),
    );
    await vault.dispatch('documents.record', { ...request, recipientKind: 'family' });
    const output = (query: Record<string, string>) =>
      vault.dispatch('documents.recordOutput', {
        previewId: 'p1',
        document: 'record',
        query: { ...record, sections: 'card', ...query },
        outcome: 'saved',
        sha256: 'a'.repeat(64),
      });
    await expect(output({ recipientKind: 'outside' })).rejects.toMatchObject({ code: 'consentMissing' });
    await output({ recipientKind: 'outside', basisCode: basis.code, basisReason: basis.reason });
    const [kept] = await vault.dispatch('documents.disclosures', { studentId: child });
    expect(kept?.basis).toEqual(basis);
    // With consent no ground is kept, whatever the form still holds.
    await sampleConsent(vault, child, { kind: 'sharing', scope: '样例：摘要', recipient: '样例医院' });
    await output({ recipientKind: 'outside', basisCode: basis.code, basisReason: basis.reason });
    expect(
      (await vault.dispatch('documents.disclosures', { studentId: child })).filter((row) => row.basis === null),
    ).toHaveLength(1);
  });

  test('psychological papers go to another school with consent to the transfer, or on a ground', async () => {
    await sampleEnrolment(vault, child);
    const move = { kind: 'out', on: '2026-11-24', status: 'transferredOut', papers: ['psychSummary'] } as const;
    const input = { ...move, papers: [...move.papers] };
    await expect(vault.dispatch('students.move', { studentId: child, move: input })).rejects.toMatchObject({
      code: 'consentMissing',
    });
    await vault.dispatch('students.move', { studentId: child, move: { ...input, basis } });
    const { events } = await vault.dispatch('students.rollDetails', { studentId: child });
    expect(events.at(-1)).toMatchObject({ basisCode: 'emergency', basisReason: basis.reason });
  });
});

describe('what an attacker or a slip of the hand sends', () => {
  const withdrawal = { revision: 1, withdrawnOn: '2026-11-20', by: 'guardian', via: 'phone' } as const;

  test('a withdrawal told twice at once counts once', async () => {
    const { consentId } = await sampleConsent(vault, child);
    const [first, second] = await Promise.allSettled(
      [1, 2].map(() => vault.dispatch('consents.withdraw', { consentId, ...withdrawal })),
    );
    expect(first).toMatchObject({ status: 'fulfilled', value: { state: { status: 'withdrawn' } } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'stale' } });
  });

  test('what follows a withdrawal cannot have been done tomorrow', async () => {
    const { consentId } = await sampleConsent(vault, child);
    await vault.dispatch('consents.withdraw', { consentId, ...withdrawal });
    const handle = (handledOn: string) =>
      vault.dispatch('consents.handle', { consentId, revision: 2, handledOn, handling: '样例：已停止' });
    await expect(handle('2026-11-25')).rejects.toMatchObject(refused('consentInFuture', 'handledOn'));
    await handle('2026-11-24');
  });

  test.each(['\u200b\u200b\u200b\u200b', '\u3000\u2800\u3164\u00a0', '\u0000\u0007\u001b\u0001', '\ud800\ud800\ud800\ud800'])(
    'characters that nobody sees are no words: %j',
    async (blank) => {
      const { consentId } = await sampleConsent(vault, child);
      await expect(vault.dispatch('consents.void', { consentId, revision: 1, reason: blank })).rejects.toMatchObject({
        code: 'invalidInput',
        fields: { reason: 'too_small' },
      });
      await expect(
        vault.dispatch('consents.roundBasis', { roundId: 'x', basis: { code: 'emergency', reason: blank } }),
      ).rejects.toMatchObject({ code: 'invalidInput', fields: { 'basis.reason': 'too_small' } });
      await expect(sampleConsent(vault, child, { giverName: blank })).rejects.toMatchObject({ code: 'consentGiverMissing' });
    },
  );
});
