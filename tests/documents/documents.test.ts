import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordSections } from '../../src-shared/contract/documents.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleLevel, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
const SECRET = '样例限制内容甲';
const base = { recipient: '样例县教体局', purpose: '样例' };

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
  await sampleLevel(vault, studentId, 0, 2);
  await vault.dispatch('cases.saveSession', {
    studentId,
    heldOn: '2026-10-12',
    minutes: 40,
    mode: 'faceToFace',
    source: 'self',
    process: '样例过程',
    restrictedNote: SECRET,
  });
});
afterEach(() => vault.close());

const all = () => ({ ...base, studentId, sections: [...recordSections] });
const output = (more: Record<string, string> = {}) => ({
  previewId: '00000000-0000-4000-8000-000000000000',
  document: 'record',
  query: { studentId, sections: 'levels,card', ...base, ...more },
  outcome: 'saved' as const,
  sha256: 'a'.repeat(64),
});

describe('an individual record', () => {
  test('leaves the restricted note out until it is asked for with a reason', async () => {
    const least = await vault.dispatch('documents.record', all());
    expect(JSON.stringify(least)).toContain('样例过程');
    expect(JSON.stringify(least)).not.toContain(SECRET);
    expect(least.sections.find((one) => one.section === 'sessions')?.entries[0]?.withheld).toBe(1);
    await expect(vault.dispatch('documents.record', { ...all(), restricted: true })).rejects.toMatchObject({
      fields: { restrictedReason: 'custom' },
    });
    const more = await vault.dispatch('documents.record', { ...all(), restricted: true, restrictedReason: '样例理由' });
    expect(JSON.stringify(more)).toContain(SECRET);
  });

  test('takes only the days asked for', async () => {
    const later = await vault.dispatch('documents.record', { ...all(), from: '2026-11-01' });
    expect(later.sections.find((one) => one.section === 'sessions')?.entries).toEqual([]);
    expect(later.sections.find((one) => one.section === 'levels')?.entries).toEqual([]);
  });

  test('gives the lead levels without reasons and no sessions', async () => {
    const lead = vault.as('lead');
    await expect(lead.dispatch('documents.record', all())).rejects.toMatchObject({ code: 'sectionForbidden' });
    const levels = await lead.dispatch('documents.record', { ...all(), sections: ['levels'] });
    const [change] = levels.sections[0]?.entries ?? [];
    expect(change?.withheld).toBe(1);
    expect(change?.fields.map((field) => field.label)).not.toContain('reason');
    const restricted = { ...all(), sections: ['levels' as const], restricted: true, restrictedReason: '样例理由' };
    await expect(lead.dispatch('documents.record', restricted)).rejects.toMatchObject({ code: 'restrictedForbidden' });
  });
});

describe('the disclosure register', () => {
  test('numbers the copies and says what left', async () => {
    expect((await vault.dispatch('documents.record', all())).copyNo).toBe(1);
    expect(await vault.dispatch('documents.recordOutput', output())).toMatchObject({ copyNo: 1 });
    await vault.dispatch(
      'documents.recordOutput',
      output({ from: '2026-09-01', restricted: 'true', restrictedReason: '样例理由' }),
    );
    expect((await vault.dispatch('documents.record', all())).copyNo).toBe(3);
    const rows = await vault.dispatch('documents.disclosures', { studentId });
    expect(rows.map((row) => row.copyNo).sort()).toEqual([1, 2]);
    expect(rows.find((row) => row.copyNo === 2)).toMatchObject({
      sections: ['card', 'levels'],
      from: '2026-09-01',
      restricted: true,
      recipient: base.recipient,
      outcome: 'saved',
    });
  });

  test('refuses an output that says less than the register needs', async () => {
    await expect(vault.dispatch('documents.recordOutput', output({ recipient: '' }))).rejects.toMatchObject({
      code: 'outputInvalid',
    });
    await expect(vault.dispatch('documents.recordOutput', output({ restricted: 'true' }))).rejects.toMatchObject({
      code: 'outputInvalid',
    });
    await expect(vault.as('lead').dispatch('documents.recordOutput', output({ sections: 'sessions' }))).rejects.toMatchObject({
      code: 'sectionForbidden',
    });
    expect(await vault.dispatch('documents.disclosures', { studentId })).toEqual([]);
  });
});
