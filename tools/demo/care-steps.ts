import { zh as cases } from '../../src-renderer/features/cases/locale/zh.ts';
import { zh as consents } from '../../src-renderer/features/consents/locale/zh.ts';
import { zh as plans } from '../../src-renderer/features/plans/locale/zh.ts';
import { zh as settings } from '../../src-renderer/features/settings/locale/zh.ts';
import { zh as students } from '../../src-renderer/features/students/locale/zh.ts';
import { zh as visits } from '../../src-renderer/features/visits/locale/zh.ts';
import { zh as warnings } from '../../src-renderer/features/warnings/locale/zh.ts';
import { button, choose, type DemoApp, field, goTo, heading, pickStudent } from './desk.ts';

/** Filters the list of all students and says which names are left. */
export async function findStudents({ page }: DemoApp, query: string): Promise<string[]> {
  await goTo(page, '学生');
  await page.getByPlaceholder(students.list.find).fill(query);
  // The vault filters as it is typed; the list stands once two looks see the same.
  const names = () => page.getByRole('row').locator('td:nth-child(2)').allTextContents();
  await page.waitForTimeout(500);
  for (let before = await names(); ; ) {
    await page.waitForTimeout(300);
    const now = await names();
    if (now.join() === before.join()) return now;
    before = now;
  }
}

export async function openFile(app: DemoApp, query: string): Promise<void> {
  await findStudents(app, query);
  await app.page.getByRole('row').filter({ hasText: query }).first().click();
  await heading(app.page, new RegExp(query)).waitFor();
}

/** Decides the first entry of the interview queue with a level, and says whose it was. */
export async function decideFirstReview({ page }: DemoApp, level: RegExp): Promise<{ student: string; dialog: string }> {
  await goTo(page, '预警');
  const row = page.getByRole('row').nth(1);
  const student = ((await row.locator('td').first().textContent()) ?? '').trim();
  await row.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: warnings.outcome.level_set, exact: true }).check();
  const text = (await dialog.textContent()) ?? '';
  await choose(page, warnings.level.level, level);
  await choose(page, warnings.level.basis, '访谈');
  await field(dialog, warnings.level.reason).fill('样例：访谈中说最近两周几乎每晚醒来，想过不如死掉，没有计划。');
  await field(dialog, warnings.decision.note).fill('样例：面谈四十分钟，班主任已知情。');
  await dialog.getByRole('button', { name: warnings.decision.save }).click();
  await dialog.waitFor({ state: 'detached' });
  return { student, dialog: text };
}

export async function addStaff({ page }: DemoApp, name: string): Promise<void> {
  await goTo(page, '设置');
  await page.getByRole('tab', { name: settings.tab.staff }).click();
  await button(page, settings.staff.add).click();
  const dialog = page.getByRole('dialog');
  await field(dialog, settings.staff.name).fill(name);
  await dialog.getByRole('button', { name: settings.save, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Opens a case; there is no consent yet, so the ground is written down. */
export async function openCase({ page }: DemoApp, student: string): Promise<void> {
  await goTo(page, '个案');
  await page.getByRole('link', { name: cases.list.newCase }).or(button(page, cases.list.newCase)).first().click();
  await pickStudent(page, cases.new.who, student);
  await field(page, cases.new.problem).fill('样例：睡眠差，和室友话少。');
  await field(page, consents.gate.basis).click();
  await page.getByRole('option', { name: '紧急情况，保护生命健康' }).click();
  await field(page, consents.gate.reason).fill('样例：紧急情况，已告知德育主任；同意书补签中。');
  await button(page, cases.new.save).click();
  await button(page, cases.page.newSession)
    .or(page.getByRole('link', { name: cases.page.newSession }))
    .first()
    .waitFor();
}

/** Begins a session note from the student's file and stops in the middle of a sentence. */
export async function beginSession(app: DemoApp, student: string, half: string): Promise<void> {
  await openFile(app, student);
  await button(app.page, students.file.write).click();
  await field(app.page, cases.session.complaint).fill('样例：说这周有三天睡到天亮。');
  await field(app.page, cases.session.process).fill(half);
}

/** What stands in the half-written note; the form must be open. */
export async function readProcess({ page }: DemoApp): Promise<string> {
  const area = field(page, cases.session.process);
  await area.waitFor();
  return area.inputValue();
}

export async function finishSession({ page }: DemoApp, rest: string, restricted: string): Promise<void> {
  const process = field(page, cases.session.process);
  await process.fill((await process.inputValue()) + rest);
  await button(page, cases.session.more).click();
  await button(page, cases.session.private).click();
  await field(page, cases.session.restricted).fill(restricted);
  await button(page, cases.session.saveSign).first().click();
  await page.getByRole('dialog').getByRole('button', { name: cases.session.saveSign }).click();
  await page.getByText('样例老师甲').first().waitFor();
}

export async function makePlan({ page }: DemoApp, student: string, lead: string): Promise<void> {
  await goTo(page, '帮扶');
  await page.getByRole('link', { name: plans.list.new }).or(button(page, plans.list.new)).first().click();
  await pickStudent(page, plans.list.pick, student);
  const form = plans.form;
  await field(page, form.reason).fill('样例：访谈后列为重点关注。');
  await field(page, form.statement).fill('样例：每周至少五晚 22:30 前入睡');
  await field(page, form.baseline).fill('每周 2 晚');
  await field(page, form.target).fill('每周 5 晚');
  await field(page, form.what).fill('样例：作息记录与每周复盘');
  await field(page, form.who).fill('心理教师');
  await field(page, form.frequency).fill('每周 1 次');
  await choose(page, form.lead, lead);
  await button(page, form.save).click();
  await page
    .getByText(/第 1 版/)
    .first()
    .waitFor();
}

export async function logVisit(app: DemoApp, student: string): Promise<void> {
  const { page } = app;
  await openFile(app, student);
  await button(page, students.file.visit).click();
  const visitors = field(page, visits.form.visitors);
  await visitors.fill('样例班主任');
  await visitors.press('Enter');
  await field(page, visits.form.findings).fill('样例：祖母照料，父母在外省务工；约定每周三晚与母亲通话。');
  await button(page, visits.form.save).click();
  await heading(page, visits.list.title).waitFor();
}
