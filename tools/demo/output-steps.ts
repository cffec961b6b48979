import { zh as components } from '../../src-renderer/components/locale/zh.ts';
import { zh as documents } from '../../src-renderer/features/documents/locale/zh.ts';
import { zh as reports } from '../../src-renderer/features/reports/locale/zh.ts';
import { zh as students } from '../../src-renderer/features/students/locale/zh.ts';
import { openFile } from './care-steps.ts';
import { button, choose, type DemoApp, field, goTo } from './desk.ts';

export async function exportSummary(app: DemoApp, file: string): Promise<void> {
  const { page } = app;
  await goTo(page, '汇报');
  await button(page, reports.export).click();
  const dialog = page.getByRole('dialog');
  await field(dialog, reports.dialog.recipient).fill('样例县教体局');
  await field(dialog, reports.dialog.purpose).fill('样例：秋季学期汇总');
  await app.answerSaveDialog(file);
  await dialog.getByRole('button', { name: reports.dialog.go }).click();
  await page.getByText(/^已导出 .+。$/).waitFor({ timeout: 30_000 });
}

/** Prints one file's record to PDF with sessions, levels, plan and visits, without restricted text. */
export async function printRecord(app: DemoApp, student: string, file: string): Promise<void> {
  const { page } = app;
  await openFile(app, student);
  await button(page, students.file.print).click();
  for (const section of ['levels', 'assessments', 'sessions', 'plans', 'visits'] as const) {
    await page.getByRole('checkbox', { name: documents.section[section], exact: true }).check();
  }
  await field(page, documents.recipient).fill('样例监护人');
  await choose(page, documents.recipientKind, documents.recipientKinds.family);
  await field(page, documents.purpose).fill('样例：监护人查阅');
  await button(page, components.paper.preview).click();
  await page.locator('canvas').first().waitFor({ timeout: 60_000 });
  await app.answerSaveDialog(file);
  await button(page, components.paper.save).click();
  await page.getByText(/^已保存 .+，并登记。$/).waitFor({ timeout: 30_000 });
}
