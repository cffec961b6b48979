import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACHMENT_LIMIT } from '../../src-shared/contract/attachments.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';
import { pdf, png } from './samples.ts';

const CANARY = '样例金丝雀附件';

let vault: TestVault;
let studentId: string;
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterAll(() => vault.close());

const add = (name: string, bytes: Uint8Array, more: { restricted?: boolean; description?: string } = {}) =>
  vault.dispatch('attachments.add', {
    studentId,
    ownerKind: 'student',
    ownerId: studentId,
    token: vault.give(name, bytes),
    ...more,
  });

describe('a file taken into the vault', () => {
  it('comes back byte for byte, however large, and is encrypted on the disk', async () => {
    const large = Buffer.concat([pdf(CANARY), Buffer.alloc(3 * 1024 * 1024, CANARY)]);
    const added = await add('同意书扫描.pdf', large, { description: '样例：同意书' });
    expect(added).toMatchObject({ name: '同意书扫描.pdf', type: 'pdf', bytes: large.length });
    const read = await vault.dispatch('attachments.read', { attachmentId: added.attachmentId });
    expect(Buffer.from(read.body).equals(large)).toBe(true);
    vault.vault.raw().database.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(join(vault.folder, 'vault.db')).includes(CANARY)).toBe(false);
  });

  it('is known by its bytes, not by its name', async () => {
    expect(await add('照片.pdf', png(1))).toMatchObject({ type: 'png', name: '照片.pdf.png' });
    const book = new ExcelJS.Workbook();
    book.addWorksheet('样例').getCell('A1').value = '样例';
    expect((await add('表.bin', Buffer.from(await book.xlsx.writeBuffer()))).type).toBe('xlsx');
  });

  it.each([
    ['网页.pdf', Buffer.from('<!doctype html><script>alert(1)</script>'), 'fileTypeRefused'],
    ['图.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'fileTypeRefused'],
    ['程序.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(512)]), 'fileTypeRefused'],
    ['空.pdf', Buffer.alloc(0), 'fileEmpty'],
    ['太大.pdf', Buffer.concat([pdf('x'), Buffer.alloc(ATTACHMENT_LIMIT)]), 'fileTooLarge'],
    [
      '宏.doc',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from('_VBA_PROJECT', 'utf16le')]),
      'fileHasMacros',
    ],
  ])('is refused when it is %s', async (name, bytes, code) => {
    await expect(add(name, bytes)).rejects.toMatchObject({ code });
  });

  it('is refused when its package holds macros', async () => {
    const zip = new JSZip();
    zip.file(
      '[Content_Types].xml',
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    );
    zip.file('word/document.xml', '<w/>');
    await expect(add('文档.docx', await zip.generateAsync({ type: 'nodebuffer' }))).rejects.toMatchObject({
      code: 'fileHasMacros',
    });
  });

  it('is refused a second time, and on a record of another student', async () => {
    await add('一.png', png(7));
    await expect(add('二.png', png(7))).rejects.toMatchObject({ code: 'attachmentTwice' });
    await expect(
      vault.dispatch('attachments.add', {
        studentId,
        ownerKind: 'session',
        ownerId: 'elsewhere',
        token: vault.give('x.png', png(8)),
      }),
    ).rejects.toMatchObject({ code: 'ownerUnknown' });
  });
});

describe('a restricted file', () => {
  it('shows the lead neither name nor bytes', async () => {
    const { attachmentId } = await add(`${CANARY}.png`, png(20), { restricted: true, description: CANARY });
    const list = await vault.as('lead').dispatch('attachments.list', { studentId });
    expect(JSON.stringify(list)).not.toContain(CANARY);
    expect(list.find((row) => row.attachmentId === attachmentId)).toMatchObject({
      readable: false,
      name: null,
      restricted: true,
    });
    await expect(vault.as('lead').dispatch('attachments.read', { attachmentId })).rejects.toMatchObject({ code: 'restricted' });
    await expect(vault.as('clerk').dispatch('attachments.read', { attachmentId })).rejects.toMatchObject({ code: 'forbidden' });
    await vault.dispatch('attachments.setRestricted', { attachmentId, restricted: false });
    expect((await vault.as('lead').dispatch('attachments.read', { attachmentId })).body.length).toBe(png(20).length);
  });

  it('leaves only with a reason, and is entered in the register', async () => {
    const { attachmentId } = await add('诊断.png', png(30), { restricted: true });
    const to = { recipient: '样例医院', purpose: '转介' };
    const first = vault.target('out.png');
    await expect(vault.dispatch('attachments.export', { attachmentId, token: first.token, ...to })).rejects.toMatchObject({
      code: 'restrictedReasonMissing',
    });
    expect(existsSync(first.path)).toBe(false);
    await vault.dispatch('attachments.export', { attachmentId, token: first.token, ...to, restrictedReason: '样例：监护人同意' });
    expect(readFileSync(first.path).equals(png(30))).toBe(true);
    const row = await vault.db
      .selectFrom('disclosure')
      .selectAll()
      .where('document', '=', 'attachment')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ recipient: '样例医院', restricted: 1, student_id: studentId });
  });
});

describe('the chronology', () => {
  it('tells of a file, to the lead without the name of a restricted one', async () => {
    const { attachmentId } = await add(`${CANARY}二.png`, png(60), { restricted: true });
    const own = await vault.dispatch('students.chronology', { studentId, kinds: ['attachment'] });
    expect(own.entries.find((entry) => entry.id === attachmentId)).toMatchObject({
      text: `${CANARY}二.png`,
      facts: { type: 'png' },
    });
    const lead = await vault.as('lead').dispatch('students.chronology', { studentId, kinds: ['attachment'] });
    expect(lead.entries.find((entry) => entry.id === attachmentId)).toMatchObject({ text: null, restricted: true });
  });
});

describe('a removed file', () => {
  it('leaves its mark and nothing else, not even in the pages of the database', async () => {
    const { attachmentId } = await add('误传.png', png(40));
    await vault.dispatch('attachments.remove', { attachmentId, reason: '样例：传错人' });
    await expect(vault.dispatch('attachments.read', { attachmentId })).rejects.toMatchObject({ code: 'attachmentRemoved' });
    const list = await vault.dispatch('attachments.list', { studentId });
    expect(list.find((row) => row.attachmentId === attachmentId)).toMatchObject({ removeReason: '样例：传错人' });
    const left = await vault.db.selectFrom('attachment_chunk').selectAll().where('attachment_id', '=', attachmentId).execute();
    expect(left).toEqual([]);
    expect((await add('误传.png', png(40))).type).toBe('png');
  });

  it('is found out when its bytes were changed behind the app', async () => {
    const { attachmentId } = await add('改动.png', png(50));
    await vault.db
      .updateTable('attachment_chunk')
      .set({ body: png(51) })
      .where('attachment_id', '=', attachmentId)
      .execute();
    await expect(vault.dispatch('attachments.read', { attachmentId })).rejects.toMatchObject({ code: 'attachmentDamaged' });
  });
});
