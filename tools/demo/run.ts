import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { localDate, systemClock } from '../../src-main/vault/clock.ts';
import { launch } from '../electron-on-chromium/launch.ts';
import { makeSampleVault, SAMPLE_PASSPHRASE } from '../sample-school/vault.ts';
import { walk } from './walk.ts';

const root = resolve(import.meta.dirname, '../..');
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `--prepare <folder>`: a fresh data folder with the sample school, for a person to open. */
async function prepare(dataDir: string): Promise<void> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  say('making the sample school (invented) …');
  await makeSampleVault(join(dataDir, 'vault'));
  say(`sample school ready. Passphrase: ${SAMPLE_PASSPHRASE}`);
}

/** The main job unattended, through the real user interface; PDF, xlsx and a picture of each screen stay in out/demo/. */
async function tour(): Promise<void> {
  const folder = join(root, 'out', 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'xindang-demo-'));
  const start = performance.now();
  const app = await launch({ appDir: root, dataDir });
  try {
    const page = await app.firstWindow();
    const report = await walk(
      { page, answerOpenDialog: (paths) => app.answerDialog([...paths]), answerSaveDialog: (path) => app.answerDialog([path]) },
      {
        folder,
        today: localDate(systemClock),
        say: (line) => say(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`),
        picture: async (name) => {
          await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
        },
      },
    );
    say(`roster: ${report.roster.done} ${report.roster.refused}`);
    say(`done: ${folder}`);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [flag, folder] = process.argv.slice(2);
if (flag === '--prepare' && folder) await prepare(folder);
else await tour();
process.exit(0);
