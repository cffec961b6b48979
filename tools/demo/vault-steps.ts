import { zh as vault } from '../../src-renderer/features/vault/locale/zh.ts';
import { button, type DemoApp, field, PASSPHRASE, panelTitle, untilLocked } from './desk.ts';

/** First run: school, level scheme, passphrase; the recovery code is read off the screen and typed back. */
export async function createVault({ page }: DemoApp): Promise<{ recoveryCode: string }> {
  const words = vault.firstRun;
  await field(page, words.schoolName).fill('样例九年制学校');
  await field(page, words.userName).fill('样例老师甲');
  await field(page, words.passphrase).fill(PASSPHRASE);
  await field(page, words.again).fill(PASSPHRASE);
  await button(page, words.create).click();
  const shown = page.getByLabel(vault.recovery.code).first();
  await panelTitle(page, vault.recovery.title).waitFor();
  const recoveryCode = ((await shown.textContent()) ?? '').trim();
  await button(page, vault.recovery.written).click();
  await field(page, vault.recovery.code).fill(recoveryCode);
  await button(page, vault.recovery.confirm).click();
  await panelTitle(page, vault.ready.title).waitFor();
  return { recoveryCode };
}

export async function lock({ page }: DemoApp): Promise<void> {
  await untilLocked(page, () => page.keyboard.press('Control+l'));
}

export async function unlock({ page }: DemoApp, passphrase = PASSPHRASE): Promise<void> {
  await field(page, vault.unlock.passphrase).fill(passphrase);
  await button(page, vault.unlock.open).click();
  await page.getByRole('navigation').first().waitFor();
}

/** From the screen after the first run straight to the roster. */
export async function goOnToRoster({ page }: DemoApp): Promise<void> {
  await button(page, vault.ready.import).click();
  await page.getByRole('navigation').first().waitFor();
}
