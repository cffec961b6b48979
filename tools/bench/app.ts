import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from '../electron-on-chromium/launch.ts';
import { makeSampleVault, SAMPLE_PASSPHRASE } from '../sample-school/vault.ts';

export interface AppFigure {
  readonly name: string;
  readonly ms: number;
}

/** The built app as a person meets it, in the preview host: start, unlock, print. */
export async function measureApp(note: (line: string) => void): Promise<AppFigure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xindang-bench-app-'));
  await makeSampleVault(join(dataDir, 'vault'));
  note('app: sample vault made');
  const figures: AppFigure[] = [];
  let last = performance.now();
  const mark = (name: string) => {
    const now = performance.now();
    figures.push({ name, ms: now - last });
    last = now;
  };
  const app = await launch({ appDir: resolve(import.meta.dirname, '../..'), dataDir });
  try {
    const page = await app.firstWindow();
    const passphrase = page.getByLabel('口令', { exact: true });
    await passphrase.waitFor();
    mark('start to unlock screen');
    await passphrase.fill(SAMPLE_PASSPHRASE);
    last = performance.now();
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('要做的事').first().waitFor();
    mark('unlock to 今日');
    const made = await page.evaluate(async () => {
      const bridge = (
        window as unknown as { xindang: { call(channel: string, input: unknown): Promise<{ ok: boolean; value: never }> } }
      ).xindang;
      const hits = (await bridge.call('students.search', { query: '张', limit: 1 })).value as { id: string }[];
      const start = performance.now();
      const query = {
        studentId: hits[0]?.id ?? '',
        sections: 'card,levels,sessions,plans,visits',
        recipient: '样例',
        purpose: '样例',
      };
      const preview = await bridge.call('print.preview', { route: 'record', query });
      return { ok: preview.ok, ms: performance.now() - start };
    });
    if (!made.ok) throw new Error('the record could not be laid out');
    figures.push({ name: 'record PDF', ms: made.ms });
    note('app: measured');
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return figures;
}
