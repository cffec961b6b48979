import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { measureApp } from './app.ts';
import { type Figure, measure } from './operations.ts';

/**
 * `npm run bench [-- 1000 5000 20000]`: prints what each hot operation costs and writes the table into docs/performance.md.
 * Sizes are students with three years of records; every database operation stands beside the same work on plain SQLite.
 */
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const wanted = sizes.length > 0 ? sizes : [1000, 5000, 20_000];
const note = (line: string) => process.stderr.write(`… ${line}\n`);

const ms = (value: number) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value)));

function table(results: ReadonlyMap<number, readonly Figure[]>): string {
  const names = [...results.values()][0]?.map((figure) => figure.name) ?? [];
  const head = ['operation (ms, median)', ...[...results.keys()].flatMap((size) => [`${size}`, 'plain', 'ratio'])];
  const rows = names.map((name) => [
    name,
    ...[...results.values()].flatMap((figures) => {
      const figure = figures.find((candidate) => candidate.name === name);
      return figure ? [ms(figure.encrypted), ms(figure.plain), (figure.encrypted / figure.plain).toFixed(2)] : ['', '', ''];
    }),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

const results = new Map<number, Figure[]>();
for (const size of wanted) results.set(size, await measure(size, note));
const core = table(results);
const app = await measureApp(note);
const appTable = [
  '| the whole app, sample school of 1 200 (ms) | |',
  '| --- | ---: |',
  ...app.map(({ name, ms: value }) => `| ${name} | ${ms(value)} |`),
].join('\n');
const machine = `${new Date().toISOString().slice(0, 10)} · ${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;
const text = `${machine}\n\n${core}\n\n${appTable}\n`;
process.stdout.write(text);

const file = new URL('../../docs/performance.md', import.meta.url);
const START = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';
const page = readFileSync(file, 'utf8');
const [before] = page.split(START);
const after = page.split(END)[1];
if (before === undefined || after === undefined) throw new Error('docs/performance.md has lost its marks');
writeFileSync(file, `${before}${START}\n\n${text}\n${END}${after}`);
