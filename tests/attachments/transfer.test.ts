import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACHMENT_LIMIT, PART_LIMIT } from '../../src-shared/contract/attachments.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';
import { pdf, png } from './samples.ts';

let vault: TestVault;
let studentId: string;
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterAll(() => vault.close());

const begin = async (name: string, bytes: number) => (await vault.dispatch('attachments.begin', { name, bytes })).token;
const part = (token: string, at: number, body: Uint8Array<ArrayBuffer>) =>
  vault.dispatch('attachments.part', { token, at, body });
const add = (token: string) => vault.dispatch('attachments.add', { studentId, ownerKind: 'student', ownerId: studentId, token });

describe('a file that comes in parts', () => {
  it('is taken in whole, and its token only once', async () => {
    const body = Buffer.concat([pdf('样例'), Buffer.alloc(2 * PART_LIMIT, 7)]);
    const token = await begin('扫描.pdf', body.length);
    for (let at = 0; at < body.length; at += PART_LIMIT) {
      const { received } = await part(token, at, new Uint8Array(body.subarray(at, at + PART_LIMIT)));
      expect(received).toBe(Math.min(at + PART_LIMIT, body.length));
    }
    const { attachmentId } = await add(token);
    const read = await vault.dispatch('attachments.read', { attachmentId });
    expect(Buffer.from(read.body).equals(body)).toBe(true);
    await expect(add(token)).rejects.toMatchObject({ code: 'fileTokenUnknown' });
  });

  it('is refused before a byte came when it is empty or too large', async () => {
    await expect(begin('空.pdf', 0)).rejects.toMatchObject({ code: 'fileEmpty' });
    await expect(begin('大.pdf', ATTACHMENT_LIMIT + 1)).rejects.toMatchObject({
      code: 'fileTooLarge',
      params: { megabytes: 20 },
    });
  });

  it('is thrown away by a part out of place, more bytes than announced, or too few', async () => {
    const first = await begin('一.png', 10);
    await expect(part(first, 4, new Uint8Array(2))).rejects.toMatchObject({ code: 'transferBroken' });
    await expect(part(first, 0, new Uint8Array(2))).rejects.toMatchObject({ code: 'transferUnknown' });
    const second = await begin('二.png', 10);
    await expect(part(second, 0, new Uint8Array(11))).rejects.toMatchObject({ code: 'transferBroken' });
    const third = await begin('三.png', 10);
    await part(third, 0, new Uint8Array(9));
    await expect(add(third)).rejects.toMatchObject({ code: 'transferBroken' });
    await expect(part(third, 9, new Uint8Array(1))).rejects.toMatchObject({ code: 'transferUnknown' });
  });

  it('takes no part above the limit and none without bytes', async () => {
    const token = await begin('四.png', ATTACHMENT_LIMIT);
    await expect(part(token, 0, new Uint8Array(PART_LIMIT + 1))).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(part(token, 0, new Uint8Array(0))).rejects.toMatchObject({ code: 'invalidInput' });
    await vault.dispatch('attachments.drop', { token });
  });

  it('does not mix with another that comes at the same time', async () => {
    const [one, two] = [png(101), png(102)];
    const [a, b] = [await begin('甲.png', one.length), await begin('乙.png', two.length)];
    for (let at = 0; at < one.length; at += 8) {
      await part(a, at, new Uint8Array(one.subarray(at, at + 8)));
      await part(b, at, new Uint8Array(two.subarray(at, at + 8)));
    }
    const [first, second] = [await add(a), await add(b)];
    const bodyOf = async (attachmentId: string) => Buffer.from((await vault.dispatch('attachments.read', { attachmentId })).body);
    expect((await bodyOf(first.attachmentId)).equals(one)).toBe(true);
    expect((await bodyOf(second.attachmentId)).equals(two)).toBe(true);
  });

  it('waits with at most three others: the one that has waited longest gives way', async () => {
    const tokens = [];
    for (let index = 0; index < 5; index += 1) tokens.push(await begin(`${index}.png`, 4));
    await expect(part(tokens[0] ?? '', 0, new Uint8Array(1))).rejects.toMatchObject({ code: 'transferUnknown' });
    for (const token of tokens.slice(1)) {
      expect(await part(token, 0, new Uint8Array(1))).toEqual({ received: 1 });
      await vault.dispatch('attachments.drop', { token });
    }
  });

  it('is gone when it was cancelled, and at the lock', async () => {
    const cancelled = await begin('五.png', 4);
    await vault.dispatch('attachments.drop', { token: cancelled });
    await expect(part(cancelled, 0, new Uint8Array(1))).rejects.toMatchObject({ code: 'transferUnknown' });
    const halfway = await begin('六.png', 4);
    await part(halfway, 0, new Uint8Array(2));
    vault.files.incoming.forget();
    await expect(part(halfway, 2, new Uint8Array(2))).rejects.toMatchObject({ code: 'transferUnknown' });
    await expect(add(halfway)).rejects.toMatchObject({ code: 'fileTokenUnknown' });
  });

  it('is a matter of the counselor, and leaves no row on record before it is added', async () => {
    const rows = async () =>
      (await vault.db.selectFrom('audit').select('channel').where('channel', 'like', 'attachments.%').execute()).length;
    const before = await rows();
    const token = await begin('七.png', 4);
    await part(token, 0, new Uint8Array(4));
    await vault.dispatch('attachments.drop', { token });
    expect(await rows()).toBe(before);
    for (const role of ['lead', 'clerk'] as const) {
      await expect(vault.as(role).dispatch('attachments.begin', { name: '八.png', bytes: 4 })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });
});
