import { zh as assessments } from '../../src-renderer/features/assessments/locale/zh.ts';
import { zh as students } from '../../src-renderer/features/students/locale/zh.ts';
import { button, choose, type DemoApp, field, goTo, heading } from './desk.ts';

const pattern = (words: string) => new RegExp(`^${words.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+')}$`);

/** Imports a roster in the wizard that is open: choose, check columns, preview, import; the refused rows go into a file of their own. */
export async function importRoster(app: DemoApp, file: string, refusedFile: string): Promise<{ done: string; refused: string }> {
  const { page } = app;
  const words = students.import;
  await app.answerOpenDialog([file]);
  await button(page, words.choose).click();
  await button(page, words.toPreview).click();
  await button(page, pattern(words.run)).click();
  const done = page.getByRole('status').filter({ hasText: words.doneTitle });
  await done.waitFor({ timeout: 60_000 });
  await app.answerSaveDialog(refusedFile);
  await button(page, words.saveRefused).click();
  await page.getByText(pattern(words.saved)).waitFor();
  const result = {
    done: (await done.textContent()) ?? '',
    refused: (await page.getByText(pattern(words.left)).first().textContent()) ?? '',
  };
  await button(page, words.toList).first().click();
  await heading(page, students.list.title).waitFor();
  return result;
}

/** Opens a round of the MHT for the named grade (such as 七年级 or 七) of this term. */
export async function openRound({ page }: DemoApp, title: string, grade: RegExp): Promise<void> {
  const words = assessments.newRound;
  await goTo(page, '测评');
  await button(page, words.open).first().click();
  const dialog = page.getByRole('dialog');
  await field(dialog, words.title).fill(title);
  await dialog.getByRole('checkbox', { name: grade }).first().check();
  await dialog.getByRole('button', { name: words.save, exact: true }).click();
  await heading(page, title).waitFor();
}

const codeOf = (what: string, code: string) => assessments.mapping.code.replace('{{what}}', what).replace('{{code}}', code);

/** Imports an outside result sheet into the round that is open. `decoded` gives the first rows as the screen shows them. */
export async function importResults(app: DemoApp, file: string): Promise<{ decoded: string; result: string }> {
  const { page } = app;
  const words = assessments.import;
  await page.getByRole('link', { name: words.open, exact: true }).click();
  await app.answerOpenDialog([file]);
  await button(page, words.choose).click();
  // That platform counts the other way round: 2 is male; grade 1 is 初一; bare class numbers.
  await choose(page, codeOf(assessments.role.sex, '1'), '女');
  await choose(page, codeOf(assessments.role.sex, '2'), '男');
  await choose(page, codeOf(assessments.role.grade, '1'), /七|初一/);
  await choose(page, assessments.mapping.classForm, assessments.classForm.number);
  const first = page.getByRole('table', { name: words.first });
  await first.waitFor({ timeout: 30_000 });
  await first.getByText(assessments.rowOutcome.matched).first().waitFor();
  const decoded = (await first.textContent()) ?? '';
  await button(page, words.run).click();
  const title = page.getByText(pattern(assessments.result.title)).first();
  await title.waitFor({ timeout: 60_000 });
  return { decoded, result: (await page.getByRole('main').textContent()) ?? '' };
}
