import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planRollover, type Rolled } from '../../src-main/students/rollover-plan.ts';
import { schoolShape } from '../../src-shared/domain/class-name.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleLevel } from '../support/samples.ts';

const clock = fixedClock('2026-10-10T02:00:00.000Z');
let vault: TestVault;
beforeEach(async () => {
  clock.set('2026-10-10T02:00:00.000Z');
  vault = await openTestVault({ clock });
});
afterEach(() => vault.close());

const enter = async (name: string, className: string, sex: '1' | '2' = '2'): Promise<string> =>
  (await vault.dispatch('students.create', { name, sex, birthDate: '2013-03-05', className, boarder: true })).studentId;
const namesIn = async (schoolYear: number) =>
  Object.fromEntries(
    (await vault.dispatch('students.list', { schoolYear })).rows.map((row) => [row.name, `${row.className} ${row.status}`]),
  );
const dump = async () => ({
  enrolments: await vault.db.selectFrom('enrolment').selectAll().orderBy('id').execute(),
  classes: await vault.db.selectFrom('class').selectAll().orderBy('id').execute(),
  events: await vault.db.selectFrom('roll_event').selectAll().execute(),
});
/** The first of September after the year in which the students were entered. */
const september = () => clock.set('2027-09-01T02:00:00.000Z');

describe('the change of school year', () => {
  it('promotes, moves up, graduates and asks about the rest, as the preview said', async () => {
    await enter('样例甲', '七(1)班');
    await enter('样例乙', '九(2)班');
    await enter('样例丙', '六(1)班');
    const away = await enter('样例丁', '八(1)班');
    const again = await enter('样例戊', '八(1)班');
    await vault.dispatch('students.move', { studentId: away, move: { kind: 'suspended', on: '2026-11-01' } });
    september();
    expect(await vault.dispatch('students.rolloverState', {})).toMatchObject({
      toYear: 2027,
      years: [2027],
      waiting: 5,
      last: null,
    });
    const decisions = { toYear: 2027, students: { [again]: { kind: 'repeat' as const } } };
    const preview = await vault.dispatch('students.previewRollover', decisions);
    expect(preview.counts).toMatchObject({ promoted: 1, movedUp: 1, graduated: 1, kept: 1, repeated: 1, later: 0, already: 0 });
    expect(preview.classes.map((c) => [c.name, c.last, c.decision.kind, c.into.map((i) => i.name)])).toEqual([
      ['六(1)班', true, 'moveUp', ['七(1)班']],
      ['七(1)班', false, 'promote', ['八(1)班']],
      ['八(1)班', false, 'promote', ['八(1)班', '九(1)班']],
      ['九(2)班', true, 'graduate', []],
    ]);
    expect(preview.people.map((p) => [p.name, p.reason, p.into])).toEqual([
      ['样例丁', 'suspended', '九(1)班'],
      ['样例戊', null, '八(1)班'],
    ]);
    const { counts } = await vault.dispatch('students.applyRollover', decisions);
    expect(counts).toEqual(preview.counts);
    expect(await namesIn(2027)).toEqual({
      样例甲: '八(1)班 enrolled',
      样例丙: '七(1)班 enrolled',
      样例丁: '九(1)班 suspended',
      样例戊: '八(1)班 enrolled',
    });
    // Last year keeps its classes and its graduates.
    expect(await namesIn(2026)).toMatchObject({
      样例甲: '七(1)班 enrolled',
      样例乙: '九(2)班 graduated',
      样例丙: '六(1)班 enrolled',
    });
    const events = await vault.db
      .selectFrom('roll_event')
      .select(['student_id', 'kind'])
      .where('kind', '=', 'heldBack')
      .execute();
    expect(events).toEqual([{ student_id: again, kind: 'heldBack' }]);
    expect(await vault.dispatch('students.list', { standing: 'left' })).toMatchObject({
      total: 1,
      rows: [{ name: '样例乙', className: '九(2)班', leftOn: '2027-09-01', status: 'graduated' }],
    });
  });

  it('gives back the very state of before, and only while nothing rests on it', async () => {
    const first = await enter('样例甲', '九(1)班');
    const second = await enter('样例乙', '七(1)班');
    september();
    const before = await dump();
    const { changeId } = await vault.dispatch('students.applyRollover', { toYear: 2027 });
    expect((await dump()).enrolments).toHaveLength(3);
    await vault.dispatch('students.undoRollover', { changeId });
    expect(await dump()).toEqual(before);
    await expect(vault.dispatch('students.undoRollover', { changeId })).rejects.toThrow('rollChangeUndone');

    const again = await vault.dispatch('students.applyRollover', { toYear: 2027 });
    await vault.dispatch('students.move', { studentId: second, move: { kind: 'class', on: '2027-09-01', className: '八(2)班' } });
    await expect(vault.dispatch('students.undoRollover', { changeId: again.changeId })).rejects.toThrow('rollChangeInUse');
    expect((await vault.dispatch('students.rollDetails', { studentId: first })).enrolments).toMatchObject([
      { status: 'graduated', toDate: '2027-09-01' },
    ]);
  });

  it('is refused once an assessment of the new year stands on its classes', async () => {
    const studentId = await enter('样例甲', '七(1)班');
    september();
    const { changeId } = await vault.dispatch('students.applyRollover', { toYear: 2027 });
    const by = { created_at: '2027-09-02T00:00:00.000Z', created_by: 'test' };
    await vault.db
      .insertInto('assessment_round')
      .values({
        id: 'r1',
        title: '样例批次',
        scale_id: 'phq-9',
        scale_version: '1',
        school_year: 2027,
        term: 'autumn',
        opened_on: '2027-09-02',
        grades: '[]',
        ...by,
      })
      .execute();
    await vault.db
      .insertInto('assessment_disposition')
      .values({ round_id: 'r1', student_id: studentId, disposition: 'due' })
      .execute();
    await expect(vault.dispatch('students.undoRollover', { changeId })).rejects.toMatchObject({
      code: 'rollChangeInUse',
      params: { count: 1 },
    });
  });

  it('splits and joins classes by table and by sheet, over a hand-made decision', async () => {
    const ids: string[] = [];
    for (const [i, sex] of (['1', '1', '2', '2'] as const).entries())
      ids.push(await enter(`样例${'甲乙丙丁'[i]}`, '七(1)班', sex));
    await enter('样例戊', '七(2)班');
    const classOf = (await vault.dispatch('students.classes', {})).find((c) => c.name === '七(1)班')?.id ?? '';
    const two = (await vault.dispatch('students.classes', {})).find((c) => c.name === '七(2)班')?.id ?? '';
    september();
    const decisions = {
      toYear: 2027,
      classes: { [classOf]: { kind: 'into' as const, numbers: [3, 4] }, [two]: { kind: 'into' as const, numbers: [3] } },
    };
    const preview = await vault.dispatch('students.previewRollover', decisions);
    expect(preview.classes[0]?.into).toEqual([
      { name: '八(3)班', students: 2 },
      { name: '八(4)班', students: 2 },
    ]);
    // Each half gets a boy and a girl.
    const placed = await vault.dispatch('students.rolloverClass', { ...decisions, classId: classOf });
    const halves = placed.filter((p) => p.into === '八(3)班').map((p) => p.sex);
    expect(halves.sort()).toEqual(['1', '2']);

    const token = vault.give(
      '分班.csv',
      '\ufeff分班名单\n姓名,原班级,新班级\n样例甲,七(1)班,八(9)班\n没有这人,七(1)班,八(9)班\n样例乙,七(1)班,第九班\n',
    );
    const read = await vault.dispatch('students.readPlacement', { token, toYear: 2027 });
    expect(read).toEqual([
      { row: 3, name: '样例甲', studentId: ids[0], className: '八(9)班', problem: null },
      { row: 4, name: '没有这人', studentId: null, className: '八(9)班', problem: 'nobody' },
      { row: 5, name: '样例乙', studentId: ids[1], className: null, problem: 'class' },
    ]);
    const students = { [ids[0] ?? '']: { kind: 'class' as const, className: read[0]?.className ?? '' } };
    await vault.dispatch('students.applyRollover', { ...decisions, students });
    expect(await namesIn(2027)).toMatchObject({ 样例甲: '八(9)班 enrolled', 样例戊: '八(3)班 enrolled' });
  });

  it('leaves alone who already has a place, and finds who was forgotten a year ago', async () => {
    const forgotten = await enter('样例甲', '七(1)班');
    september();
    await enter('样例乙', '七(1)班');
    clock.set('2028-09-01T02:00:00.000Z');
    await enter('样例丙', '七(1)班');
    const preview = await vault.dispatch('students.previewRollover', { toYear: 2028 });
    expect(preview.counts).toMatchObject({ promoted: 1, later: 1, already: 0 });
    expect(preview.people).toMatchObject([{ studentId: forgotten, reason: 'noClass', outcome: 'later' }]);
    await vault.dispatch('students.applyRollover', {
      toYear: 2028,
      students: { [forgotten]: { kind: 'class', className: '九(1)班' } },
    });
    expect(await namesIn(2028)).toMatchObject({
      样例甲: '九(1)班 enrolled',
      样例乙: '八(1)班 enrolled',
      样例丙: '七(1)班 enrolled',
    });
    expect((await vault.dispatch('students.previewRollover', { toYear: 2028 })).counts).toMatchObject({ promoted: 0, later: 0 });
  });

  it('keeps last year in last year’s classes in the summary', async () => {
    const gone = await enter('样例甲', '九(1)班');
    for (const name of ['样例乙', '样例丙', '样例丁', '样例戊', '样例己']) await enter(name, '九(1)班');
    await sampleLevel(vault, gone, 0, 2, '2026-11-12');
    const period = { schoolYear: 2026, term: 'year' as const, from: '2026-09-01', to: '2027-08-31' };
    september();
    const list = async (indicatorId: string) =>
      (await vault.dispatch('reports.list', { ...period, indicatorId, column: 'school' })).items
        .map((item) => `${item.student?.name} ${item.student?.className}`)
        .sort();
    const before = { enrolled: await list('enrolled'), focus: await list('focusStudents') };
    expect(before.enrolled).toHaveLength(6);
    expect(before.focus).toEqual(['样例甲 九(1)班']);
    await vault.dispatch('students.applyRollover', { toYear: 2027 });
    expect({ enrolled: await list('enrolled'), focus: await list('focusStudents') }).toEqual(before);
  });

  it('is for the present year, and from July for the next', async () => {
    await enter('样例甲', '七(1)班');
    await expect(vault.dispatch('students.previewRollover', { toYear: 2027 })).rejects.toThrow('rolloverYear');
    clock.set('2027-07-15T02:00:00.000Z');
    expect((await vault.dispatch('students.rolloverState', {})).years).toEqual([2027, 2026]);
    await vault.dispatch('students.applyRollover', { toYear: 2027 });
    // Until September the list and the file still show the class of now.
    expect(await namesIn(2026)).toEqual({ 样例甲: '七(1)班 enrolled' });
    const [row] = (await vault.dispatch('students.list', {})).rows;
    expect(await vault.dispatch('students.file', { studentId: row?.id ?? '' })).toMatchObject({ className: '七(1)班' });
  });
});

describe('the plan', () => {
  const rolled = (studentId: string, number: number, entryYear: number, more: Partial<Rolled> = {}): Rolled => ({
    studentId,
    name: studentId,
    pinyin: studentId,
    sex: '1',
    enrolmentId: `e-${studentId}`,
    schoolYear: 2026,
    classId: `c-${entryYear}-${number}`,
    identity: { stage: 'junior', entryYear, number },
    status: 'enrolled',
    dormId: null,
    boarder: 0,
    already: false,
    ...more,
  });

  it('loses nobody and places nobody twice, whatever was decided', () => {
    const roll = Array.from({ length: 60 }, (_, i) => rolled(`s${String(i).padStart(2, '0')}`, (i % 3) + 1, 2024 + (i % 3)));
    const context = { shape: schoolShape('junior'), schoolYear: 2027 };
    const plan = planRollover(
      roll,
      {
        toYear: 2027,
        classes: { 'c-2025-2': { kind: 'into', numbers: [1, 2, 5] } },
        students: {
          s03: { kind: 'repeat' },
          s04: { kind: 'class', className: '看不懂' },
          s05: { kind: 'leave', status: 'withdrawn' },
        },
      },
      context,
    );
    const members = plan.flatMap((c) => c.members);
    expect(members.map((m) => m.rolled.studentId).sort()).toEqual(roll.map((r) => r.studentId).sort());
    expect(members.find((m) => m.rolled.studentId === 's03')).toMatchObject({ outcome: 'repeated' });
    expect(members.find((m) => m.rolled.studentId === 's04')).toMatchObject({ outcome: 'later', reason: 'unreadable' });
    expect(members.find((m) => m.rolled.studentId === 's05')).toMatchObject({ outcome: 'left' });
    // A junior school has no stage to move up to.
    expect(plan.filter((c) => c.last).every((c) => c.decision.kind === 'graduate' && c.nextStage === null)).toBe(true);
  });
});
