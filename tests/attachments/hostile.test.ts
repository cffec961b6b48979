import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptName } from '../../src-main/attachments/file-name.ts';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';
import { pdf, png } from './samples.ts';

let vault: TestVault;
let studentId: string;
let otherId: string;
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
  otherId = await sampleStudent(vault, { name: '样例顾北辰' });
});
afterAll(() => vault.close());

/** Brings a file in parts, as a drop does: no name of a real file system stands in between. */
async function drop(name: string, bytes: Uint8Array, to: { studentId?: string; kind?: AttachmentOwner; id?: string } = {}) {
  const { token } = await vault.dispatch('attachments.begin', { name, bytes: bytes.length });
  await vault.dispatch('attachments.part', { token, at: 0, body: new Uint8Array(bytes) });
  const student = to.studentId ?? studentId;
  return vault.dispatch('attachments.add', {
    studentId: student,
    ownerKind: to.kind ?? 'student',
    ownerId: to.id ?? student,
    token,
  });
}

/** One entry of a package as it lies on the disk (APPNOTE 4.3.7), and the same in the list at its end (4.3.12). */
function packed(name: string, packedBody: Buffer, size: number): Buffer {
  const about = Buffer.alloc(22);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(packedBody.length, 14);
  about.writeUInt32LE(size, 18);
  const title = Buffer.from(name);
  const titleLength = Buffer.alloc(4);
  titleLength.writeUInt16LE(title.length, 0);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), about, titleLength, title, packedBody]);
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), about, titleLength, Buffer.alloc(14), title]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('what can run by itself', () => {
  it.each([
    ['图.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['页.html', '<!doctype html><script>1</script>'],
    ['脚本.js', 'new ActiveXObject("WScript.Shell")'],
    ['批.bat', '@echo off\r\ndel *.*'],
    ['程序.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)])],
    ['快捷方式.pdf', Buffer.concat([Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), Buffer.alloc(80)])],
    ['动图.png', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(40)])],
    ['安装包.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    ['文字.pdf', '%PD is not a PDF'],
    ['压缩包.docx', packed('说明.txt', deflateRawSync(Buffer.from('样例')), 6)],
  ])('is refused as %s', async (name, body) => {
    await expect(drop(name, Buffer.from(body))).rejects.toMatchObject({ code: 'fileTypeRefused' });
  });

  it('is kept as what its first bytes are, under that name, when it is two things at once', async () => {
    const page = Buffer.concat([pdf('样例'), Buffer.from('<script>alert(1)</script>')]);
    expect(await drop('报告.hta', page)).toMatchObject({ type: 'pdf', name: '报告.hta.pdf' });
    const picture = Buffer.concat([png(1), packed('程序.exe', deflateRawSync(Buffer.from('MZ')), 2)]);
    expect(await drop('照片.png.exe', picture)).toMatchObject({ type: 'png', name: '照片.png.exe.png' });
  });

  it('is not unpacked: a package that would swell to gigabytes is told by its list', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    await expect(drop('炸弹.docx', packed('[Content_Types].xml', bomb, 0xf0000000))).rejects.toMatchObject({
      code: 'fileTypeRefused',
    });
    await expect(drop('谎报.docx', packed('[Content_Types].xml', bomb, 100))).rejects.toMatchObject({ code: 'fileTypeRefused' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../启动/样例.pdf', '样例.pdf'],
    ['C:\\学生\\样例.pdf', '样例.pdf'],
    ['样例\u202Egpj.pdf', '样例gpj.pdf'],
    ['样\u0000例\u0007\n.pdf', '样例.pdf'],
    ['样例\u200b.pdf ..', '样例.pdf'],
    ['..', '_.pdf'],
    ['', '_.pdf'],
    ['样例<1>:*?.PDF', '样例_1____.PDF'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(114)}.pdf`],
    [`${'𠮷'.repeat(300)}.pdf`, `${'𠮷'.repeat(114)}.pdf`],
    ['样例\ud800.pdf', '样例.pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(keptName(given, 'pdf')).toBe(kept);
  });

  it('reaches the list as it is kept', async () => {
    const { attachmentId } = await drop('../x/\u202E样例.png', png(5));
    const list = await vault.dispatch('attachments.list', { studentId });
    expect(list.find((row) => row.attachmentId === attachmentId)?.name).toBe('样例.png');
  });
});

describe('the same bytes', () => {
  it('hang on two students, but not twice on one; the refusal tells where they are', async () => {
    await drop('甲.png', png(9));
    await drop('乙.png', png(9), { studentId: otherId });
    await expect(drop('丙.png', png(9))).rejects.toMatchObject({
      code: 'attachmentTwice',
      params: { name: '甲.png', ownerKind: 'student', ownerId: studentId },
    });
  });
});

describe('a record of another student', () => {
  it.each(['student', 'visit', 'session', 'plan', 'consent', 'case', 'report'] as const)('takes no file as %s', async (kind) => {
    const id = kind === 'student' ? otherId : `${kind}-of-another`;
    await expect(drop('x.png', png(20), { kind, id })).rejects.toMatchObject({ code: 'ownerUnknown' });
  });
});
