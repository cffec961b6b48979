import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../run/build.ts';
import { root } from '../run/checkout.ts';
import { archiveEntries, archiveProblems } from './archive.ts';
import { bundleProblems, pageProblems } from './bundles.ts';
import { pack, type Target } from './pack.ts';
import { startProblems } from './start.ts';

// Packs the app around a stub of Electron, looks into every archive, and starts the one for this machine. Exit code 1 on any problem.
const TARGETS: readonly Target[] = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'win32', arch: 'x64' },
];

const screenshot = join(root, 'out', 'pack-check', 'first-screen.png');
mkdirSync(join(screenshot, '..'), { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'xindang-pack-'));
let failed = !ensureBuild();

function report(what: string, problems: readonly string[]): void {
  process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n`);
  for (const problem of problems) process.stdout.write(`     ${problem}\n`);
  failed ||= problems.length > 0;
}

try {
  if (!failed) {
    report('bundles reach for nothing but Electron and the database', bundleProblems(root));
    report('the page needs nothing inline or remote', pageProblems(root));
    for (const target of TARGETS) {
      const folder = join(work, `${target.platform}-${target.arch}`);
      mkdirSync(folder);
      const packed = pack(root, folder, target);
      const entries = archiveEntries(packed);
      report(`archive for ${target.platform} ${target.arch}, ${entries.length} files`, archiveProblems(entries, target));
      if (target.platform === process.platform && target.arch === process.arch) {
        report('the packed app starts to its first screen and makes a vault', await startProblems(packed, folder, screenshot));
      }
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
