import type { Channel, Input } from '../../src-shared/contract/index.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { fillVault } from '../sample-school/fill.ts';
import { rosterWorkbook } from '../sample-school/roster.ts';
import { type SampleSchool, sampleSchool } from '../sample-school/school.ts';
import { type Desk, openDesk, TODAY } from './desk.ts';
import { fillFile, fillNotes, NOTE_KEYSTROKES, writeNote } from './notes.ts';

export interface Figure {
  readonly name: string;
  /** Milliseconds on the encrypted vault and on plain SQLite, medians. */
  readonly encrypted: number;
  readonly plain: number;
}

const YEARS = 3;
const THICK = 500;
/** A file of which only a page is read at a time. */
const VERY_THICK = 2000;
const MERGED = 50;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians of both desks, taken in turn so that a busy moment of the machine hits both. */
async function compare(
  name: string,
  desks: readonly [Desk, Desk],
  runs: number,
  work: (desk: Desk, run: number) => Promise<unknown>,
): Promise<Figure> {
  const times: [number[], number[]] = [[], []];
  // What is done once has no warm-up either.
  for (let run = runs === 1 ? 0 : -1; run < runs; run += 1) {
    for (const index of [0, 1] as const) {
      const ms = await time(() => work(desks[index], run + 1));
      if (run >= 0) times[index].push(ms);
    }
  }
  return { name, encrypted: median(times[0]), plain: median(times[1]) };
}

const KEYSTROKES = ['张', 'z', 'zh', 'zha', 'zhang', 'zs', '2024', '七(1)', '子安'];

/** Every hot operation of the core at one school size, with three years of records. */
export async function measure(students: number, note: (line: string) => void): Promise<Figure[]> {
  const school = sampleSchool({ students, schoolYear: Number(TODAY.slice(0, 4)) });
  const figures = [await measureImport(school, note)];
  const thick = school.students[0]?.id ?? '';
  const desks = [await openDesk(true), await openDesk(false)] as const;
  for (const desk of desks) {
    await fillVault(desk.opened, school, { today: TODAY, years: YEARS, thickFile: { studentId: thick, entries: THICK } });
  }
  note(`${students}: filled`);
  const call = <C extends Channel>(name: string, runs: number, channel: C, input: (run: number) => Input<C>) =>
    compare(name, [...desks], runs, (desk, run) => desk.dispatch(channel, input(run)));
  figures.push(
    await compare('open + first list', [...desks], 5, async (desk) => {
      await desk.reopen();
      await desk.dispatch('students.list', {});
    }),
    await call('search, a keystroke', 45, 'students.search', (run) => ({ query: KEYSTROKES[run % KEYSTROKES.length] ?? '张' })),
    await compare(`open a file with ${THICK} entries`, [...desks], 9, async (desk) => {
      await desk.dispatch('students.file', { studentId: thick });
      await desk.dispatch('students.chronology', { studentId: thick, limit: THICK });
    }),
    await call('today', 5, 'today.overview', () => ({})),
    await call('county summary', 5, 'reports.summary', () => ({
      schoolYear: 2026,
      term: 'autumn',
      from: '2026-09-01',
      to: TODAY,
    })),
  );
  figures.push(...(await rollFigures(desks)));
  figures.push(...(await noteFigures(desks, school, thick)));
  figures.push(...(await changeFigures(desks)));
  for (const desk of desks) desk.close();
  note(`${students}: measured`);
  return figures;
}

/** Search over ten notes a student, a page of a thick file, and what a note costs with its place in the index. */
async function noteFigures(desks: readonly [Desk, Desk], school: SampleSchool, thick: string): Promise<Figure[]> {
  const notes = 10 * school.students.length;
  for (const desk of desks) {
    await fillNotes(
      desk,
      school.students.map((student) => student.id),
      notes,
    );
  }
  const text = '样例：说明近况，商定每周三晚与母亲通话。'.repeat(12);
  return [
    ...(await keystrokeFigures(desks)),
    await compare(`chronology, first page of ${THICK} entries and more`, desks, 15, (desk) =>
      desk.dispatch('students.chronology', { studentId: thick, limit: 60 }),
    ),
    await veryThickFigure(desks, school),
    await compare('write a note', desks, 15, (desk, run) => writeNote(desk, thick, `${run} ${text}`)),
  ];
}

async function keystrokeFigures(desks: readonly [Desk, Desk]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, queries] of Object.entries(NOTE_KEYSTROKES)) {
    const work = (desk: Desk, run: number) => desk.dispatch('search.notes', { query: queries[run % queries.length] ?? '睡' });
    figures.push(await compare(`search in the notes, ${name}`, desks, 5 * queries.length, work));
  }
  return figures;
}

async function veryThickFigure(desks: readonly [Desk, Desk], school: SampleSchool): Promise<Figure> {
  const studentId = school.students[1]?.id ?? '';
  for (const desk of desks) await fillFile(desk, studentId, VERY_THICK);
  return compare(`chronology, a page in the middle of ${VERY_THICK} entries`, desks, 15, (desk) =>
    desk.dispatch('students.chronology', { studentId, limit: 60, to: addDays(TODAY, -VERY_THICK / 2) }),
  );
}

/** Two large changes and their ways back; each leaves the vault as it was. */
async function changeFigures(desks: readonly [Desk, Desk]): Promise<Figure[]> {
  const pairs = new Map<Desk, { readonly keptId: string; readonly goneId: string }>();
  for (const desk of desks) {
    const [keptId, goneId] = [await newStudent(desk, '样例合并甲'), await newStudent(desk, '样例合并乙')];
    await fillFile(desk, goneId, MERGED);
    pairs.set(desk, { keptId, goneId });
  }
  const merge = await compare(`merge a file of ${MERGED} entries, and undo it`, desks, 5, async (desk) => {
    const { mergeId } = await desk.dispatch('students.merge', pairs.get(desk) ?? { keptId: '', goneId: '' });
    await desk.dispatch('students.undoMerge', { mergeId });
  });
  const toYear = Number(TODAY.slice(0, 4)) + 1;
  for (const desk of desks) desk.standOn(`${toYear}-09-01`);
  const changes = new Map<Desk, string>();
  const apply = await compare('roll-over of the whole school', desks, 1, async (desk) => {
    changes.set(desk, (await desk.dispatch('students.applyRollover', { toYear })).changeId);
  });
  const undo = await compare('roll-over undone', desks, 1, (desk) =>
    desk.dispatch('students.undoRollover', { changeId: changes.get(desk) ?? '' }),
  );
  for (const desk of desks) desk.standOn(TODAY);
  return [merge, apply, undo];
}

const newStudent = async (desk: Desk, name: string): Promise<string> =>
  (await desk.dispatch('students.create', { name, sex: '1', className: '七(1)班', boarder: false })).studentId;

/** Lists, chips and the work on the whole roll; nothing of it changes the vault. */
async function rollFigures(desks: readonly [Desk, Desk]): Promise<Figure[]> {
  const list = (name: string, input: Input<'students.list'>) =>
    compare(name, desks, 9, (desk) => desk.dispatch('students.list', input));
  const schoolYear = Number(TODAY.slice(0, 4));
  const ids = await desks[0].dispatch('students.listIds', {});
  const others = await desks[1].dispatch('students.listIds', {});
  return [
    await list('list, first page by class', { limit: 200 }),
    await list('list, by mentor, not visited', { gap: 'notVisited', sort: 'mentor', limit: 200 }),
    await list('list, those who left', { standing: 'left', sort: 'name', limit: 200 }),
    await compare('list, the numbers on the chips', desks, 5, (desk) => desk.dispatch('students.listCounts', {})),
    await compare('duplicates over the whole vault', desks, 3, (desk) => desk.dispatch('students.duplicates', {})),
    await compare('preview a change of 500', desks, 5, (desk) =>
      desk.dispatch('students.previewBulk', {
        studentIds: (desk === desks[0] ? ids : others).slice(0, 500),
        action: { kind: 'addTag', code: 'study', on: TODAY },
      }),
    ),
    await compare('preview the new school year', desks, 3, (desk) =>
      desk.dispatch('students.previewRollover', { toYear: schoolYear }),
    ),
  ];
}

async function measureImport(school: SampleSchool, note: (line: string) => void): Promise<Figure> {
  const bytes = await rosterWorkbook(school, { clean: true, wide: true });
  note(`${school.students.length}: roster written`);
  const times: number[] = [];
  for (const encrypted of [true, false]) {
    const desk = await openDesk(encrypted);
    const token = desk.give('roster.xlsx', bytes);
    times.push(await time(() => importRoster(desk, token)));
    desk.close();
  }
  return {
    name: 'import a roster of 40 columns (read, preview, write)',
    encrypted: times[0] ?? Number.NaN,
    plain: times[1] ?? Number.NaN,
  };
}

async function importRoster(desk: Desk, token: string): Promise<void> {
  const read = await desk.dispatch('students.readRoster', { token });
  const columns = read.sheets[0]?.columns ?? [];
  const mapping = Object.fromEntries(columns.flatMap(({ index, field }) => (field ? [[String(index), field]] : [])));
  const choice = { token, sheets: [0], mapping, schoolYear: read.schoolYear };
  await desk.dispatch('students.previewRoster', choice);
  const { refused } = await desk.dispatch('students.importRoster', choice);
  if (refused > 0) throw new Error(`${refused} rows of the sample roster were refused`);
}
