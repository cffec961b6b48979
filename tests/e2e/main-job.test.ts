import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate, systemClock } from '../../src-main/vault/clock.ts';
import { CANARIES, type WalkReport, walk } from '../../tools/demo/walk.ts';
import { type AppUnderTest, launchApp } from './host.ts';

let app: AppUnderTest;
let base: string;
let report: WalkReport;
const violations: Record<string, string[]> = {};
let pidWhileOpen: number | null = null;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'xindang-main-job-'));
  app = await launchApp({ dataDir: join(base, 'data') });
  app.page.setDefaultTimeout(60_000);
  report = await walk(app, {
    folder: join(base, 'files'),
    today: localDate(systemClock),
    picture: async (name) => {
      if (name === '15-today') pidWhileOpen = await app.vaultPid();
      const found = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze();
      violations[name] = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
    },
  });
}, 600_000);

afterAll(async () => {
  await app?.close();
  rmSync(base, { recursive: true, force: true });
});

/** The sheets of an xlsx as another program reads them. */
function asLibreOffice(file: string): string {
  const out = mkdtempSync(join(tmpdir(), 'xindang-soffice-'));
  try {
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
    execFileSync(
      'soffice',
      ['--headless', `-env:UserInstallation=file://${out}/profile`, '--convert-to', filter, '--outdir', out, file],
      { stdio: 'pipe' },
    );
    return readdirSync(out)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => readFileSync(join(out, name), 'utf8'))
      .join('\n');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

describe('the main job', () => {
  it('imports the roster, keeps back what cannot be taken, and says why in a file', async () => {
    expect(report.roster.done).toMatch(/新增 1(19\d|200) 人/);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(report.files.refused);
    const rows = workbook.worksheets[0]?.getSheetValues().flat().map(String).join('\n') ?? '';
    expect(rows).toContain('样例浮点');
    expect(rows).toContain('样例无班');
  });

  it('finds students by character, pinyin, initials and number', () => {
    const number = report.school.students[7];
    expect(report.found[number?.studentNo ?? '']).toEqual([number?.name]);
    expect(report.found.张?.length).toBeGreaterThan(10);
    expect(report.found.zhang).toEqual(report.found.张);
    expect(report.found.zs?.length).toBeGreaterThan(0);
  });

  it('decodes the outside sheet and sends positives and crisis items to the queue, without a level', () => {
    expect(report.results.decoded).toContain('已匹配');
    expect(report.results.result).toMatch(/其中立即访谈[1-9]/);
    expect(report.results.result).toContain('名册上没有这个班级');
    expect(report.review.dialog).toContain('未评定');
    expect(report.review.dialog).toMatch(/第 (85|97|85、97) 题/);
  });

  it('brings back a note exactly as it was when the lock fell in the middle of a sentence', () => {
    expect(report.draftAfterLock).toBe(CANARIES.half);
    expect(report.file).toContain(CANARIES.half + CANARIES.rest);
  });

  it('shows on 今日 what follows, with the decided student no longer waiting', () => {
    expect(report.today).toContain('需立即访谈');
    expect(report.today).not.toMatch(new RegExp(`立即${report.review.student}`));
  });

  it('writes a county file that LibreOffice reads with the same numbers and no name', () => {
    const text = asLibreOffice(report.files.summary);
    expect(text).toMatch(/在读学生.*1[,，]?199|在读学生.*1[,，]?200/);
    expect(text).not.toContain(report.review.student);
    expect(text).toContain('样本过小');
  });

  it('prints the record as A4 with an embedded Chinese font, 机密 and page numbers, without restricted text', () => {
    const text = execFileSync('pdftotext', ['-layout', report.files.record, '-'], { encoding: 'utf8' });
    const info = execFileSync('pdfinfo', [report.files.record], { encoding: 'utf8' });
    const fonts = execFileSync('pdffonts', [report.files.record], { encoding: 'utf8' });
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    expect(info).toMatch(/Page size:\s+59[45].*84[12].*A4/);
    expect(text).toContain(report.review.student);
    expect(text).toContain(CANARIES.rest);
    expect(text).not.toContain('金丝雀乙');
    expect(text.match(/机密/g)?.length).toBeGreaterThanOrEqual(pages);
    expect(text).toMatch(new RegExp(`第\\s*1\\s*页\\s*/\\s*共\\s*${pages}\\s*页`));
    expect(text).toContain('样例监护人');
    const embedded = fonts.split('\n').slice(2).filter(Boolean);
    expect(fonts).toMatch(/NotoSansSC\S*\s+CID TrueType/);
    for (const line of embedded) expect(line).toMatch(/\s+yes\s+(yes|no)\s+(yes|no)\s+\d/);
  });

  it('has no accessibility finding on any screen', () => {
    expect(violations).toEqual(Object.fromEntries(Object.keys(violations).map((name) => [name, []])));
  });
});

describe('after the lock', () => {
  it('the vault process is gone and nothing but unlocking answers', async () => {
    expect(pidWhileOpen).toBeGreaterThan(0);
    expect(await app.vaultPid()).toBeNull();
    expect(existsSync(`/proc/${pidWhileOpen}`)).toBe(false);
    const answer = await app.page.evaluate(() =>
      (window as unknown as { xindang: { call(channel: string, input: unknown): Promise<unknown> } }).xindang.call(
        'students.list',
        {},
      ),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'locked' } });
  });

  it('neither page, storage, vault folder, settings nor temporary files hold a name or a typed word', async () => {
    const words = [report.review.student, CANARIES.half, '金丝雀乙', '样例：说这周有三天睡到天亮'];
    const page = await app.page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return (
        document.documentElement.outerHTML +
        JSON.stringify({ ...localStorage }) +
        JSON.stringify({ ...sessionStorage }) +
        JSON.stringify(databases)
      );
    });
    const ours = filesUnder(join(base, 'data'));
    const temporary = readdirSync(tmpdir())
      .filter((name) => name.startsWith('etilqs_'))
      .map((name) => join(tmpdir(), name));
    expect(ours.some((path) => path.endsWith('vault.db'))).toBe(true);
    for (const word of words) {
      expect(page).not.toContain(word);
      const bytes = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')];
      for (const path of [...ours, ...temporary]) {
        const content = readFileSync(path);
        expect(
          bytes.some((needle) => content.includes(needle)),
          `${word} in ${path}`,
        ).toBe(false);
      }
    }
  });
});
