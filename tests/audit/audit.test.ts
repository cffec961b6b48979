import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selectRows, seqBounds } from '../../src-main/audit/audit.repository.ts';
import { fixedClock, openTestVault, TEST_PASSPHRASE, type TestVault } from '../support/open-vault.ts';
import { sampleConsent, sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
const clock = fixedClock('2026-11-24T06:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-24T06:00:00.000Z');
  vault = await openTestVault({ clock });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterEach(() => vault.close());

const card = {
  name: '样例沈清和',
  sex: '2' as const,
  birthDate: '2013-03-05',
  studentNo: null,
  ethnicity: null,
  leftBehind: null,
};
const note = {
  heldOn: '2026-11-20',
  minutes: 40,
  mode: 'faceToFace' as const,
  source: 'self' as const,
  complaint: '样例：睡不好',
  restrictedNote: '样例：只给自己看',
};

async function editSession(): Promise<void> {
  const { sessionId, revision } = await vault.dispatch('cases.saveSession', { ...note, studentId });
  await vault.dispatch('cases.saveSession', {
    ...note,
    sessionId,
    revision,
    studentId,
    minutes: 50,
    place: '样例心理室',
    complaint: '样例：睡得好些',
    restrictedNote: '样例：仍只给自己看',
  });
}

describe('the record', () => {
  it('shows a change from → to, and holds no value of it', async () => {
    await vault.dispatch('students.update', { ...card, studentId, revision: 1, address: '样例路1号' });
    const [row] = (await vault.dispatch('audit.list', { action: 'change', studentId })).rows;
    expect(row).toMatchObject({ userName: '样例老师甲', subjectName: '样例沈清和', channel: 'students.update' });
    expect(row?.changed).toContain('student.address');
    const detail = await vault.dispatch('audit.detail', { seq: row?.seq ?? 0 });
    expect(detail.changes).toContainEqual({
      entity: 'student',
      field: 'address',
      from: null,
      to: '样例路1号',
      restricted: false,
    });
    const kept = await vault.db.selectFrom('audit').select('detail').execute();
    expect(JSON.stringify(kept)).not.toContain('样例路');
    await expect(vault.dispatch('audit.detail', { seq: 999 })).rejects.toMatchObject({ code: 'auditUnknown' });
  });

  it('gives the lead the open fields only, the clerk nothing', async () => {
    await editSession();
    const lead = vault.as('lead');
    const [row] = (await lead.dispatch('audit.list', { action: 'change' })).rows;
    const { changes } = await lead.dispatch('audit.detail', { seq: row?.seq ?? 0 });
    expect(changes).toContainEqual({ entity: 'session', field: 'place', from: null, to: '样例心理室', restricted: false });
    for (const field of ['complaint', 'restricted_note']) {
      expect(changes).toContainEqual({ entity: 'session', field, from: null, to: null, restricted: true });
    }
    for (const channel of ['audit.list', 'audit.verify', 'audit.people'] as const) {
      await expect(vault.as('clerk').dispatch(channel, {})).rejects.toMatchObject({ code: 'forbidden' });
    }
    await lead.dispatch('seal.break', { studentId, reason: '样例：班主任来电，需要了解情况', minutes: 15 });
    const opened = await lead.dispatch('audit.detail', { seq: row?.seq ?? 0 });
    expect(opened.changes).toContainEqual(expect.objectContaining({ field: 'complaint', to: '样例：睡得好些' }));
    expect(opened.changes).toContainEqual(expect.objectContaining({ field: 'restricted_note', to: null, restricted: true }));
  });

  it('is filtered by person, action, student, period and channel, a page at a time', async () => {
    const other = await sampleStudent(vault, { name: '样例许知远' });
    await vault.dispatch('students.file', { studentId });
    clock.set('2026-11-26T06:00:00.000Z');
    await vault.dispatch('students.file', { studentId: other });
    await vault.dispatch('students.search', { query: '样例' });
    const list = async (filter: object) =>
      (await vault.dispatch('audit.list', filter)).rows.map((row) => [row.channel, row.subjectName]);
    expect(await list({ studentId: other })).toEqual([['students.file', '样例许知远']]);
    expect(await list({ from: '2026-11-25', to: '2026-11-26', action: 'view' })).toEqual([['students.file', '样例许知远']]);
    expect(await list({ to: '2026-11-24' })).toEqual([
      ['students.file', '样例沈清和'],
      ['vault.create', null],
    ]);
    expect(await list({ from: '2030-01-01' })).toEqual([]);
    expect(await list({ channels: ['students.search'] })).toEqual([['students.search', null]]);
    expect(await list({ channels: [] })).toEqual([]);
    const [me] = await vault.dispatch('audit.people', {});
    expect((await list({ userId: me?.userId })).length).toBeGreaterThan(3);
    expect(await list({ userId: 'nobody' })).toEqual([]);
    const first = await vault.dispatch('audit.list', { limit: 2 });
    expect(first.more).toBe(true);
    const second = await vault.dispatch('audit.list', { limit: 2, before: first.rows.at(-1)?.seq });
    expect([...first.rows, ...second.rows].map((row) => row.seq)).toEqual(
      Array.from({ length: 4 }, (_, index) => (first.rows[0]?.seq ?? 0) - index),
    );
  });

  it('counts failed openings in a row of its own at the next success', async () => {
    await vault.vault.lock();
    await expect(vault.vault.unlock({ passphrase: '样例-不对的-口令-口令' })).rejects.toMatchObject({ code: 'wrongPassphrase' });
    await expect(vault.vault.unlock({ passphrase: '样例-不对的-口令-口令' })).rejects.toMatchObject({ code: 'wrongPassphrase' });
    await vault.vault.unlock({ passphrase: TEST_PASSPHRASE });
    const rows = await vault.vault.opened?.db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(2).execute();
    expect(rows?.map((row) => row.action)).toEqual(['unlock', 'unlock_failed']);
    expect(JSON.parse(rows?.[1]?.detail ?? '')).toEqual({ failures: 2, lastAt: '2026-11-24T06:00:00.000Z' });
  });

  it('leaves as a workbook of safe cells, and says so', async () => {
    await vault.dispatch('settings.saveStaff', { name: '样例', kind: 'homeroom', partyMember: false, phone: null, leftOn: null });
    await vault.db.updateTable('student').set({ name: '=样例公式' }).where('id', '=', studentId).execute();
    await vault.dispatch('students.file', { studentId });
    const { token, path } = vault.target('audit.xlsx');
    const words = { 'heading.seq': '序号', 'action.view': '查看', 'channel.students.file': '打开学生档案' };
    expect(await vault.dispatch('audit.export', { token, words })).toMatchObject({ rows: 3 });
    const book = read(readFileSync(path));
    const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
    expect(rows[0]?.[0]).toBe('序号');
    expect(rows.at(-1)).toEqual(expect.arrayContaining(['查看', '打开学生档案', "'=样例公式"]));
    const [logged] = (await vault.dispatch('audit.list', { action: 'export' })).rows;
    expect(logged?.channel).toBe('audit.export');
  });

  it('sums a period by person and action for the yearly audit, and its print is on record', async () => {
    await vault.dispatch('students.file', { studentId });
    const summary = await vault.dispatch('audit.summary', { from: '2026-11-01', to: '2026-11-30' });
    expect(summary).toMatchObject({ rows: 2, firstSeq: 1, lastSeq: 2, seals: { broken: 0, acknowledged: 0 } });
    expect(summary.totals).toContainEqual({ userName: '样例老师甲', role: 'counselor', action: 'view', count: 1 });
    expect(summary.chain).toMatchObject({ headSeq: 2, findings: [] });
    const output = {
      previewId: 'p',
      document: 'audit',
      query: { from: '2026-11-01', to: '2026-11-30', recipient: '样例学校' },
      outcome: 'printed' as const,
      sha256: 'a'.repeat(64),
    };
    expect(await vault.dispatch('documents.recordOutput', output)).toMatchObject({ copyNo: 1 });
    await expect(vault.dispatch('documents.recordOutput', { ...output, query: {} })).rejects.toMatchObject({
      code: 'outputInvalid',
    });
    expect((await vault.dispatch('audit.list', { action: 'print' })).rows).toHaveLength(1);
  });
});

describe('every kind of change', () => {
  it('of an existing row leaves old and new value', async () => {
    const { caseId } = await vault.dispatch('cases.open', {
      studentId,
      openedOn: '2026-11-01',
      source: 'self',
      basis: { code: 'emergency', reason: '样例：紧急' },
    });
    await vault.dispatch('cases.close', { caseId, closedOn: '2026-11-20', reason: 'goalsReached', circumstance: '样例' });
    await vault.dispatch('cases.reopen', { caseId, reopenedOn: '2026-11-22', reason: '样例：又来了' });
    const { consentId } = await sampleConsent(vault, studentId);
    await vault.dispatch('consents.withdraw', {
      consentId,
      revision: 1,
      withdrawnOn: '2026-11-10',
      by: 'guardian',
      via: 'paper',
    });
    const school = await vault.dispatch('settings.school', {});
    await vault.dispatch('settings.saveSchool', { ...school, county: '样例县' });
    const { activityId } = await vault.dispatch('activities.save', {
      kind: 'lesson',
      title: '样例',
      heldOn: '2026-11-03',
    } as never);
    await vault.dispatch('activities.remove', { activityId });
    const kept = await vault.db.selectFrom('record_history').select(['entity', 'field', 'new_value']).execute();
    for (const row of [
      { entity: 'caseClosure', field: 'reopen_reason', new_value: '样例：又来了' },
      { entity: 'consent', field: 'withdrawn_on', new_value: '2026-11-10' },
      { entity: 'school', field: 'county', new_value: '样例县' },
      { entity: 'activity', field: 'title', new_value: null },
    ]) {
      expect(kept).toContainEqual(row);
    }
    expect(await vault.dispatch('audit.verify', {})).toMatchObject({ broken: null });
  });
});

describe('query plans at length', () => {
  const plan = async (query: { compile: () => { sql: string; parameters: readonly unknown[] } }): Promise<string> => {
    const { sql: text, parameters } = query.compile();
    const filled = text.split('?').reduce((all, part, index) => `${all}'${String(parameters[index - 1])}'${part}`);
    const rows = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${filled}`).execute(vault.db);
    return rows.rows.map((row) => row.detail).join('\n');
  };
  const page = (filter: Parameters<typeof selectRows>[1], bounds: Parameters<typeof selectRows>[2] = null) =>
    plan(selectRows(vault.db, filter, bounds).where('seq', '<', 900).orderBy('seq', 'desc').limit(101));

  it('never sorts and never scans without a key', async () => {
    const plans = {
      all: await page({}),
      student: await page({ studentId: 'x' }),
      person: await page({ userId: 'x' }),
      action: await page({ action: 'view' }),
      period: await page({ fromAt: '2026', toAt: '2027' }, { first: 1, last: 800 }),
      together: await page({ userId: 'x', action: 'view', channels: ['a', 'b'] }, { first: 1, last: 800 }),
    };
    for (const [name, found] of Object.entries(plans)) {
      expect(found, name).not.toContain('TEMP B-TREE');
      expect(found, name).toContain('SEARCH audit USING');
    }
    expect(plans.student).toContain('audit_subject');
    expect(plans.person).toContain('audit_user');
    expect(plans.action).toContain('audit_action');
    const bounds = vault.db.selectFrom('audit').select((eb) => [eb.fn.min('seq').as('a'), eb.fn.max('seq').as('b')]);
    expect(await plan(bounds.where('at', '>=', '2026').where('at', '<', '2027'))).toContain('COVERING INDEX audit_at');
    expect(await seqBounds(vault.db, '2000-01-01', '2001-01-01')).toBeNull();
  });
});
