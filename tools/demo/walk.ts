import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { mhtSheet } from '../sample-school/mht.ts';
import { rosterWorkbook } from '../sample-school/roster.ts';
import { type SampleSchool, sampleSchool } from '../sample-school/school.ts';
import * as care from './care-steps.ts';
import { type DemoApp, goTo, untilShown } from './desk.ts';
import * as imports from './import-steps.ts';
import * as outputs from './output-steps.ts';
import * as vault from './vault-steps.ts';

/** Words typed in the walk that must never be found in the open after the lock. */
export const CANARIES = {
  half: '样例金丝雀甲：她说昨晚又',
  rest: '醒到三点，怕吵到室友。',
  restricted: '样例金丝雀乙：只有心理教师能看的一句。',
} as const;

export interface WalkFiles {
  readonly roster: string;
  readonly results: string;
  readonly refused: string;
  readonly summary: string;
  readonly record: string;
}

/** What the walk saw, for the test to judge. */
export interface WalkReport {
  readonly school: SampleSchool;
  readonly files: WalkFiles;
  readonly recoveryCode: string;
  readonly roster: { readonly done: string; readonly refused: string };
  readonly found: Readonly<Record<string, readonly string[]>>;
  readonly results: { readonly decoded: string; readonly result: string };
  readonly review: { readonly student: string; readonly dialog: string };
  readonly draftAfterLock: string;
  readonly today: string;
  readonly file: string;
}

export interface WalkOptions {
  readonly folder: string;
  readonly today: string;
  readonly students?: number;
  readonly say?: (line: string) => void;
  /** Called when a screen stands, to take its picture. */
  readonly picture?: (name: string) => Promise<void>;
}

/** The main job from an empty computer to the county's file, through the real user interface. */
export async function walk(app: DemoApp, options: WalkOptions): Promise<WalkReport> {
  const { folder, today, say = () => undefined } = options;
  const picture = async (name: string): Promise<void> => {
    await untilShown(app.page);
    await options.picture?.(name);
  };
  mkdirSync(folder, { recursive: true });
  const schoolYear = schoolYearOf(today);
  const school = sampleSchool({ schoolYear, ...(options.students !== undefined && { students: options.students }) });
  const file = (name: string) => join(folder, name);
  const files: WalkFiles = {
    roster: file('在校生名册-样例.xlsx'),
    results: file('MHT结果-样例.csv'),
    refused: file('没有导入的行.xlsx'),
    summary: file('县级汇总.xlsx'),
    record: file('个人记录.pdf'),
  };
  writeFileSync(files.roster, await rosterWorkbook(school));
  writeFileSync(files.results, mhtSheet(school, { grade: 7, today }).bytes);
  const { page } = app;

  say('first run: school, passphrase, recovery code');
  await picture('01-first-run');
  const { recoveryCode } = await vault.createVault(app);
  await picture('02-vault-ready');

  say(`roster of ${school.students.length} students`);
  await vault.goOnToRoster(app);
  const roster = await imports.importRoster(app, files.roster, files.refused);
  await picture('03-students');
  const found: Record<string, string[]> = {};
  for (const query of ['张', 'zhang', 'zs', school.students[7]?.studentNo ?? ''])
    found[query] = await care.findStudents(app, query);
  await picture('04-found');

  say('result sheet of an outside platform');
  await imports.openRound(app, `样例 ${schoolYear} 年测评`, /七|初一/);
  await picture('05-round');
  const results = await imports.importResults(app, files.results);
  await picture('06-results');

  say('interview queue: decide one');
  await goTo(page, '预警');
  await page.getByRole('row').nth(1).waitFor();
  await picture('07-queue');
  const review = await care.decideFirstReview(app, /预警/);
  await care.addStaff(app, '样例帮扶老师');
  await picture('08-settings');

  say('case, session note across a lock, plan, home visit');
  await care.openCase(app, review.student);
  await picture('09-case');
  await care.beginSession(app, review.student, CANARIES.half);
  // Locked in the middle of the sentence; the note comes back as it was.
  await vault.lock(app);
  await picture('10-locked');
  await vault.unlock(app);
  await care.openFile(app, review.student);
  await page.getByRole('button', { name: '写辅导记录' }).click();
  const draftAfterLock = await care.readProcess(app);
  await picture('11-session');
  await care.finishSession(app, CANARIES.rest, CANARIES.restricted);
  await care.makePlan(app, review.student, '样例帮扶老师');
  await picture('12-plan');
  await care.logVisit(app, review.student);
  await picture('13-visits');
  await care.openFile(app, review.student);
  await page.getByText(CANARIES.rest).first().waitFor();
  const fileText = ((await page.getByRole('main').textContent()) ?? '').trim();
  await picture('14-file');

  say('今日, county summary, record');
  await goTo(page, '今日');
  await page.getByText('要做的事').first().waitFor();
  const todayText = (await page.getByRole('main').textContent()) ?? '';
  await picture('15-today');
  await outputs.exportSummary(app, files.summary);
  await picture('16-summary');
  await outputs.printRecord(app, review.student, files.record);
  await picture('17-record');
  say('lock');
  await vault.lock(app);
  await picture('18-locked-again');
  return { school, files, recoveryCode, roster, found, results, review, draftAfterLock, today: todayText, file: fileText };
}
