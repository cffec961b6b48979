import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { choose, dump, importFile, outcomes, sheetOf } from '../support/roster.ts';

const sheet = (className: string, status: string): Buffer =>
  sheetOf(['姓名', '班级', '出生日期', '学生状态'], ['样例甲', className, '2014-03-05', status]);

let vault: TestVault;
let clock: ReturnType<typeof fixedClock>;
beforeEach(async () => {
  clock = fixedClock('2026-11-24T02:00:00.000Z');
  vault = await openTestVault({ clock });
  await importFile(vault, sheet('七(1)班', '在读'));
});
afterEach(() => vault.close());

const events = () =>
  vault.db
    .selectFrom('roll_event')
    .select(['kind', 'on_date', 'status', 'papers', 'note', 'recorded_by'])
    .orderBy('id')
    .execute();
const spans = () =>
  vault.db
    .selectFrom('enrolment')
    .select(['status', 'from_date', 'to_date', 'entry'])
    .orderBy('from_date')
    .orderBy('id')
    .execute();
const onRoll = async (): Promise<string[][]> => [await dump(vault, 'enrolment'), await dump(vault, 'roll_event')];
const event = (kind: string, status: string, on = '2026-11-24') => ({
  kind,
  on_date: on,
  status,
  papers: '[]',
  note: null,
  recorded_by: vault.ctx.session.userId,
});

describe('a move on the roll that a sheet says', () => {
  const kinds = [
    ['转出', '七(1)班', 'out', 'transferredOut'],
    ['毕业', '七(1)班', 'out', 'graduated'],
    ['退学', '七(1)班', 'out', 'withdrawn'],
    ['休学', '七(1)班', 'suspended', 'suspended'],
    ['借读外校', '七(1)班', 'boundOut', 'boundOut'],
    ['在读', '七(2)班', 'class', 'enrolled'],
  ] as const;
  it.each(kinds)(
    '%s, %s: is told as the screens tell it, and taken back with the import',
    async (word, className, kind, status) => {
      const before = await onRoll();
      const { batchId, counts } = await importFile(vault, sheet(className, word));
      expect(counts).toMatchObject({ changed: 1 });
      expect(await events()).toEqual([event(kind, status)]);
      const imported = (await spans()).map((span) => ({ ...span }));
      expect(await outcomes(vault, await choose(vault, sheet(className, word)))).toEqual([['样例甲', 'same']]);
      await vault.dispatch('students.undoImport', { batchId });
      expect(await onRoll()).toEqual(before);
      // The same move by hand leaves the same enrolments and the same event.
      const { id: studentId } = await vault.db.selectFrom('student').select('id').executeTakeFirstOrThrow();
      const how =
        kind === 'out'
          ? { kind, status, otherSchool: null, papers: [], disclosureId: null }
          : kind === 'class'
            ? { kind, className }
            : { kind };
      await vault.dispatch('students.move', { studentId, move: { on: '2026-11-24', note: null, ...how } as never });
      expect(await events()).toEqual([event(kind, status)]);
      expect(await spans()).toEqual(imported);
    },
  );

  it('coming back is a return, in another class too', async () => {
    await importFile(vault, sheet('七(1)班', '休学'));
    clock.set('2026-12-07T02:00:00.000Z');
    const before = await onRoll();
    const { batchId } = await importFile(vault, sheet('七(2)班', '在读'));
    expect(await events()).toEqual([event('suspended', 'suspended'), event('returned', 'enrolled', '2026-12-07')]);
    expect((await spans()).at(-1)).toEqual({ status: 'enrolled', from_date: '2026-12-07', to_date: null, entry: 'return' });
    await vault.dispatch('students.undoImport', { batchId });
    expect(await onRoll()).toEqual(before);
  });

  it('of two things at once tells both', async () => {
    await importFile(vault, sheet('七(2)班', '休学'));
    expect(await events()).toEqual([event('class', 'enrolled'), event('suspended', 'suspended')]);
  });

  it('on the first day of the enrolment changes the enrolment itself', async () => {
    await vault.db.updateTable('enrolment').set({ from_date: '2026-11-24' }).execute();
    const before = await onRoll();
    const { batchId } = await importFile(vault, sheet('七(2)班', '休学'));
    expect(await spans()).toEqual([{ status: 'suspended', from_date: '2026-11-24', to_date: null, entry: null }]);
    await vault.dispatch('students.undoImport', { batchId });
    expect(await onRoll()).toEqual(before);
  });

  it('of one who had left and is back is a transfer in', async () => {
    await importFile(vault, sheet('七(1)班', '转出'));
    clock.set('2026-12-07T02:00:00.000Z');
    const choice = await choose(vault, sheet('七(1)班', '在读'));
    const { rows } = await vault.dispatch('students.previewRoster', choice);
    const decisions = { [rows[0]?.key ?? '']: rows[0]?.candidates[0]?.id ?? '' };
    const before = await onRoll();
    const { batchId } = await vault.dispatch('students.importRoster', { ...choice, decisions });
    expect(await events()).toEqual([event('out', 'transferredOut'), event('in', 'enrolled', '2026-12-07')]);
    expect((await spans()).at(-1)).toMatchObject({ entry: 'transferIn', from_date: '2026-12-07' });
    await vault.dispatch('students.undoImport', { batchId });
    expect(await onRoll()).toEqual(before);
  });

  it('in the sheet of the next year ends the last one with its year', async () => {
    clock.set('2027-09-10T02:00:00.000Z');
    const before = await onRoll();
    const { batchId } = await importFile(vault, sheet('八(1)班', '毕业'));
    expect(await spans()).toEqual([{ status: 'graduated', from_date: '2026-09-01', to_date: '2027-09-01', entry: null }]);
    expect(await events()).toEqual([event('out', 'graduated', '2027-09-01')]);
    await vault.dispatch('students.undoImport', { batchId });
    expect(await onRoll()).toEqual(before);
  });

  it('is refused where a later year is on file', async () => {
    clock.set('2027-09-10T02:00:00.000Z');
    await importFile(vault, sheet('八(1)班', '在读'));
    const choice = { ...(await choose(vault, sheet('七(1)班', '转出'))), schoolYear: 2026 };
    expect(await outcomes(vault, choice)).toEqual([['样例甲', 'refused', 'status.laterYear']]);
  });
});
