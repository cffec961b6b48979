import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src-main/files/atomic-write.ts';
import { systemClock } from '../../src-main/vault/clock.ts';
import { toErrorShape } from '../../src-main/vault/errors.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-failures-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const staff = (name: string) => ({ name, kind: 'teacher', partyMember: false, phone: null, leftOn: null });

describe('a disk that is full', () => {
  it('is named, takes the half-done change back and keeps what was there', async () => {
    const vault: TestVault = await openTestVault();
    await vault.dispatch('settings.saveStaff', staff('样例甲'));
    const { page_count: pages } = (await sql<{ page_count: number }>`PRAGMA page_count`.execute(vault.db)).rows[0] ?? {
      page_count: 0,
    };
    // SQLite refuses to grow the file, exactly as it does when the disk has no page left.
    await sql.raw(`PRAGMA max_page_count = ${pages}`).execute(vault.db);
    const body = { text: '样例'.repeat(200_000) };
    await expect(vault.dispatch('drafts.save', { form: 'session', studentId: '', draftId: 'd', body })).rejects.toMatchObject({
      code: 'diskFull',
    });
    expect((await vault.dispatch('settings.staff', {})).map((member) => member.name)).toEqual(['样例甲']);
    expect(await vault.dispatch('audit.verify', {})).toMatchObject({ broken: null });
    await sql.raw('PRAGMA max_page_count = 1073741823').execute(vault.db);
    await vault.close();
  });

  it('is told from other troubles of the file system', () => {
    let error: unknown;
    try {
      writeFileSync('/dev/full', 'x');
    } catch (caught) {
      error = caught;
    }
    expect(toErrorShape(error)).toEqual({ code: 'diskFull' });
  });
});

describe('a folder that cannot be written', () => {
  it('is named when the vault is made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const vault = new Vault({ folder: join(folder, 'file', 'vault'), clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
    const input = {
      schoolName: '样例学校',
      schoolType: 'nine_year',
      levelPreset: 'red_orange_yellow',
      userName: '样例',
      passphrase: TEST_PASSPHRASE,
    } as const;
    await expect(vault.create(input)).rejects.toMatchObject({ code: 'folderNotWritable' });
  });
});

describe('an error nobody foresaw', () => {
  it('reaches the page as a bare code and leaves no text of its message on stderr', () => {
    const lines: string[] = [];
    const shape = toErrorShape(new Error('样例沈清和 139****'), (line) => lines.push(line));
    expect(shape).toEqual({ code: 'internal' });
    expect(lines.join('\n')).not.toContain('沈清和');
    expect(lines.join('\n')).toContain('failures.test.ts');
  });
});

describe('writing a file', () => {
  it('leaves the old content and no crumbs when it fails before the rename', () => {
    const path = join(folder, 'out.txt');
    writeFileSync(path, 'old');
    expect(() =>
      writeFileAtomic(path, 'new', () => {
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });
});
