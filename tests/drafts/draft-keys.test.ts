import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let a: string;
let b: string;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  a = await sampleStudent(vault, { name: '样例甲' });
  b = await sampleStudent(vault, { name: '样例乙' });
});
afterEach(() => vault.close());

const key = (studentId: string) => ({ form: 'quickLog', studentId, draftId: 'new' });
const write = (studentId: string, text: string) => vault.dispatch('drafts.save', { ...key(studentId), body: { text } });
const read = async (studentId: string) => (await vault.dispatch('drafts.load', key(studentId)))?.body ?? null;

test('a draft about several is theirs in any order, and apart from the draft about each', async () => {
  await write(`${a},${b}`, '样例两人');
  await write(a, '样例一人');
  expect(await read(`${b},${a}`)).toEqual({ text: '样例两人' });
  expect(await read(a)).toEqual({ text: '样例一人' });
  expect(await read(b)).toBeNull();
  expect(await read('')).toBeNull();
  const listed = await vault.dispatch('drafts.list', {});
  expect(listed.map((draft) => draft.students.map((student) => student.name).sort())).toEqual(
    expect.arrayContaining([['样例乙', '样例甲'].sort(), ['样例甲']]),
  );
});

test('when one file goes into another, a draft about both becomes one about the kept student, and comes back', async () => {
  const c = await sampleStudent(vault, { name: '样例丙' });
  await write(`${a},${b}`, '样例两人');
  await write(`${b},${c}`, '样例另两人');
  const { mergeId } = await vault.dispatch('students.merge', { keptId: a, goneId: b });
  expect(await read(a)).toEqual({ text: '样例两人' });
  expect(await read(`${a},${c}`)).toEqual({ text: '样例另两人' });
  await vault.dispatch('students.undoMerge', { mergeId });
  expect(await read(a)).toBeNull();
  expect(await read(`${a},${b}`)).toEqual({ text: '样例两人' });
  expect(await read(`${c},${b}`)).toEqual({ text: '样例另两人' });
});

test('two drafts that would become one stop the merge', async () => {
  await write(`${a},${b}`, '样例两人');
  await write(a, '样例一人');
  const preview = await vault.dispatch('students.previewMerge', { keptId: a, goneId: b });
  expect(preview.blocks).toEqual(['twoOpenDrafts']);
});

test.each([
  ['longer than all fields of a form together', () => ({ text: '样'.repeat(1_000_001) })],
  ['with more parts than that', () => ({ parts: Array.from({ length: 300_000 }, (_, i) => i) })],
  [
    'that leads back into itself',
    () => {
      const body: Record<string, unknown> = {};
      body.inside = body;
      return body;
    },
  ],
  ['with what no form holds', () => ({ count: 1n })],
])('a draft %s is refused and leaves the one before it', async (_, body) => {
  await write(a, '样例');
  await expect(vault.dispatch('drafts.save', { ...key(a), body: body() })).rejects.toMatchObject({ code: 'invalidInput' });
  expect(await read(a)).toEqual({ text: '样例' });
});

test('a draft about somebody who is nowhere, or about as many as fit, is listed without a name', async () => {
  const ids = Array.from({ length: 41 }, (_, i) => String(i).padStart(36, '0'));
  await write(ids.join(','), '样例');
  expect((await vault.dispatch('drafts.list', {}))[0]?.students).toEqual(ids.map((id) => ({ id, name: '' })));
  await expect(write('x,'.repeat(5000), '样例')).rejects.toMatchObject({ code: 'invalidInput' });
});
