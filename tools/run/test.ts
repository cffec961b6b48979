import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIsCurrent, ensureBuild } from './build.ts';
import { root, say } from './checkout.ts';
import { countReport, type Tally } from './report.ts';

const PROJECTS = ['unit', 'integration', 'security', 'e2e'] as const;

interface Step {
  readonly name: string;
  readonly run: () => Tally;
}

function command(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function one(ok: boolean): Tally {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const CHECKS: readonly Step[] = [
  { name: 'typecheck', run: () => one(command('npm', ['run', '--silent', 'typecheck'])) },
  { name: 'lint', run: () => one(command('npm', ['run', '--silent', 'lint'])) },
  { name: 'layers', run: () => one(command('npm', ['run', '--silent', 'layers'])) },
  { name: 'build', run: () => one(ensureBuild()) },
];

/** Runs vitest over whole projects or the given files and counts what its report says. */
function vitest(projects: readonly string[], files: readonly string[]): Tally {
  const report = join(root, 'node_modules', '.xindang', 'vitest.json');
  rmSync(report, { force: true });
  const exit = spawnSync(
    'vitest',
    [
      'run',
      ...projects.map((name) => `--project=${name}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...files,
    ],
    { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  return countReport(existsSync(report) ? readFileSync(report, 'utf8') : undefined, exit.status === 0);
}

/** Which projects share a run, so that one long file does not hold up the rest; those that open windows come by themselves. */
function runs(projects: readonly string[]): string[][] {
  const split = [projects.filter((name) => name !== 'e2e'), projects.filter((name) => name === 'e2e')];
  return split.filter((names) => names.length > 0);
}

/**
 * `npm test [-- names…]`: the checks, the build and every test. A name is a step (`typecheck lint layers build`), a project of
 * vitest.config.ts (`unit integration security e2e`) or a part of a test file's path. The last line is `N passed, N failed`.
 */
export async function run(args: readonly string[]): Promise<number> {
  const checks = CHECKS.filter(({ name }) => args.length === 0 || args.includes(name));
  const projects = PROJECTS.filter((name) => args.length === 0 || args.includes(name));
  const files = args.filter((arg) => !CHECKS.some(({ name }) => name === arg) && !PROJECTS.some((name) => name === arg));
  const steps = [...checks];
  const needsBuild = projects.some((name) => name !== 'unit') || files.length > 0;
  if (needsBuild && !checks.some(({ name }) => name === 'build') && !buildIsCurrent()) {
    steps.push(...CHECKS.filter(({ name }) => name === 'build'));
  }
  if (files.length > 0) steps.push({ name: files.join(' '), run: () => vitest(projects, files) });
  else for (const names of runs(projects)) steps.push({ name: names.join(' '), run: () => vitest(names, []) });

  const results: { name: string; tally: Tally; seconds: number }[] = [];
  for (const [index, { name, run: runStep }] of steps.entries()) {
    say(`${index + 1}/${steps.length} ${name}`);
    const start = performance.now();
    const tally = runStep();
    results.push({ name, tally, seconds: (performance.now() - start) / 1000 });
  }

  process.stdout.write('\n');
  for (const { name, tally, seconds } of results) {
    const mark = tally.failed === 0 ? 'ok  ' : 'FAIL';
    process.stdout.write(
      `${mark} ${name.padEnd(26)} ${tally.passed} passed, ${tally.failed} failed  (${seconds.toFixed(1)} s)\n`,
    );
  }
  const passed = results.reduce((sum, { tally }) => sum + tally.passed, 0);
  const failed = results.reduce((sum, { tally }) => sum + tally.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
