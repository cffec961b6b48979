import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleConsent, sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let first: string;
let second: string;
const clock = fixedClock('2026-11-24T02:00:00.000Z');

beforeEach(async () => {
  vault = await openTestVault({ clock });
  first = await sampleStudent(vault, { name: '样例甲', birthDate: '2014-03-05' });
  second = await sampleStudent(vault, { name: '样例乙', birthDate: '2012-03-05' });
  for (const id of [first, second]) await sampleEnrolment(vault, id);
});
afterEach(() => vault.close());

const makeRound = async () => {
  const grades = await gradesOf();
  const { roundId } = await vault.dispatch('assessments.createRound', {
    title: '样例测评',
    scaleId: 'mht',
    schoolYear: 2026,
    term: 'autumn',
    openedOn: '2026-11-24',
    grades,
  });
  return roundId;
};
/** Grade of the sample class. */
async function gradesOf() {
  const [one] = await vault.dispatch('students.classes', {});
  if (!one) throw new Error('no class');
  return [{ stage: one.stage, grade: 2026 - one.entryYear + 1 }];
}
const contact = { room: '样例心理辅导室', phone: '0870-0000000', person: '样例老师甲' };
const saveContact = async () =>
  vault.dispatch('settings.saveSchool', { ...(await vault.dispatch('settings.school', {})), contact });

describe('the reach of a round', () => {
  test('counts consents to assessment among those it lists, before it is opened and after', async () => {
    await sampleConsent(vault, first, { kind: 'assessment' });
    await sampleConsent(vault, second, { kind: 'assessment' });
    const ahead = await vault.dispatch('consents.reach', { schoolYear: 2026, grades: await gradesOf(), on: '2026-11-24' });
    expect(ahead).toMatchObject({ total: 2, valid: 1, basis: null });
    expect(ahead.classes[0]?.missing).toMatchObject([{ student: { name: '样例乙' }, status: 'partial', missing: ['student'] }]);
    const roundId = await makeRound();
    const { basis: _, ...same } = ahead;
    expect(await vault.dispatch('consents.reach', { roundId })).toMatchObject(same);
    await vault.dispatch('assessments.setDisposition', { roundId, studentIds: [second], disposition: 'exempt', reason: '样例' });
    expect(await vault.dispatch('consents.reach', { roundId })).toMatchObject({ total: 1, valid: 1 });
  });

  test('a ground is kept with the round, with its older one', async () => {
    const roundId = await makeRound();
    await vault.dispatch('consents.roundBasis', { roundId, basis: { code: 'statutoryDuty', reason: '样例：教育局部署的普测' } });
    await vault.dispatch('consents.roundBasis', { roundId, basis: { code: 'statutoryDuty', reason: '样例：县里部署的普测' } });
    expect((await vault.dispatch('consents.reach', { roundId })).basis?.reason).toBe('样例：县里部署的普测');
    const kept = await vault.db.selectFrom('record_history').selectAll().where('entity', '=', 'assessment_round').execute();
    expect(kept.at(-1)).toMatchObject({ field: 'basis_reason', old_value: '样例：教育局部署的普测' });
  });

  test('a withdrawal names the running round', async () => {
    const { consentId } = await sampleConsent(vault, first, { kind: 'assessment' });
    const roundId = await makeRound();
    expect((await vault.dispatch('consents.touched', { consentId })).rounds).toEqual([{ roundId, title: '样例测评' }]);
  });
});

describe('the data of printed forms', () => {
  const form = { kind: 'assessment', recipient: '样例监护人', purpose: '征求同意' } as const;

  test('are refused without a way to reach the school', async () => {
    await expect(vault.dispatch('consents.form', form)).rejects.toMatchObject({ code: 'schoolContactMissing' });
  });

  test('are a page a student with the signatures of the age, or one blank page', async () => {
    await saveContact();
    expect((await vault.dispatch('consents.form', form)).pages).toEqual([
      { student: null, guardian: null, signers: ['guardian', 'student'] },
    ]);
    const [one] = await vault.dispatch('students.classes', {});
    const { pages, school } = await vault.dispatch('consents.form', { ...form, classId: one?.id });
    expect(school).toMatchObject({ name: '样例九年制学校', phone: '0870-0000000' });
    expect(pages.map((page) => [page.student?.name, page.signers])).toEqual([
      ['样例甲', ['guardian']],
      ['样例乙', ['guardian', 'student']],
    ]);
  });

  test('are entered in the register: in the file of one student, or as a paper about no single one', async () => {
    const [one] = await vault.dispatch('students.classes', {});
    const output = (query: Record<string, string>, document = 'consent') =>
      vault.dispatch('documents.recordOutput', {
        previewId: 'p1',
        document,
        query: { ...form, ...query },
        outcome: 'printed',
        sha256: 'b'.repeat(64),
      });
    await output({ studentId: first });
    await output({ classId: one?.id ?? '' });
    await output({ roundId: await makeRound() }, 'consent-missing');
    await expect(output({ kind: 'everything' })).rejects.toMatchObject({ code: 'outputInvalid' });
    const rows = await vault.db.selectFrom('disclosure').selectAll().orderBy('at').execute();
    expect(rows.map((row) => [row.student_id, row.document, row.purpose])).toEqual([
      [first, 'consent', '征求同意'],
      [null, 'consent', '征求同意'],
      [null, 'consent-missing', '征求同意'],
    ]);
  });
});
