import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { takeBundle } from './child.ts';
import { type Outcome, runCorruption } from './corruption.ts';
import { runKills, SCENARIOS, type Tally } from './kills.ts';

/**
 * `npm run test:faults [-- seed]`: the whole run, some ten minutes. Its figures go into docs/reliability.md when nothing was found; what
 * is found is printed with the seed that shows it again, and the exit code is 1.
 */
const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const FLIPS = 500;
const CUTS = 100;
const say = (text: string) => process.stdout.write(`${text}\n`);

const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function killTable(tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const row = ({ name, kills, byStep, acknowledged, states, problems }: Tally) => [
    name,
    kills,
    byStep,
    acknowledged,
    counted(states),
    problems.length,
  ];
  return table(
    ['killed during', 'kills', 'of them at an exact step', 'acknowledged writes', 'found afterwards', 'faults'],
    [
      ...tallies.map(row),
      ['**together**', sum((t) => t.kills), sum((t) => t.byStep), sum((t) => t.acknowledged), '', sum((t) => t.problems.length)],
    ],
  );
}

function damageTable(outcomes: readonly Outcome[]): string {
  const words = { flip: 'one byte changed', cut: 'cut off' };
  return table(
    ['damaged', 'how', 'attempts', 'answers', 'faults'],
    outcomes.map(({ subject, damage, tried, answers, problems }) => [
      subject,
      words[damage],
      tried,
      counted(answers),
      problems.length,
    ]),
  );
}

function writeFigures(text: string): void {
  const file = new URL('../../docs/reliability.md', import.meta.url);
  const start = '<!-- figures: written by npm run test:faults -->';
  const end = '<!-- end of figures -->';
  const page = readFileSync(file, 'utf8');
  const [before] = page.split(start);
  const after = page.split(end)[1];
  if (before === undefined || after === undefined) throw new Error('docs/reliability.md has lost its marks');
  writeFileSync(file, `${before}${start}\n\n${text}\n${end}${after}`);
}

const started = Date.now();
say(`seed ${seed}`);
const bundle = takeBundle();
try {
  const tallies: Tally[] = [];
  for (const scenario of SCENARIOS) {
    const tally = await runKills(scenario, scenario.kills.full, seed, bundle);
    say(`${tally.name}: ${tally.kills} kills, ${counted(tally.states)}, ${tally.problems.length} faults`);
    tallies.push(tally);
  }
  const outcomes = await runCorruption(bundle, seed, { flip: FLIPS, cut: CUTS });
  const problems = [
    ...tallies.flatMap(({ name, problems: found }) => found.map((problem) => `${name}: ${problem}`)),
    ...outcomes.flatMap(({ subject, problems: found }) => found.map((problem) => `${subject}: ${problem}`)),
  ];
  const minutes = Math.ceil((Date.now() - started) / 60_000);
  const machine = `${new Date().toISOString().slice(0, 10)} · ${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${process.platform}, Node ${process.versions.node} · seed ${seed} · ${minutes} minutes`;
  const text = `${machine}\n\n${killTable(tallies)}\n\n${damageTable(outcomes)}\n`;
  say(text);
  for (const problem of problems) say(problem);
  if (problems.length === 0) writeFigures(text);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  bundle.remove();
}
