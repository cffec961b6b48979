import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { classKey, className, parseClassName } from '../../src-shared/domain/class-name.ts';
import { nameKey, tidyCode } from '../../src-shared/domain/normalise.ts';
import type { Context } from '../vault/context.ts';
import { classContext } from '../vault/shown-class.ts';
import { plannedClasses } from './rollover.service.ts';
import { cellText, MAX_FILE_BYTES, readSheets, type Sheet } from './roster/read-sheet.ts';

const HEADINGS = {
  name: ['姓名', '学生姓名', 'name'],
  number: ['学籍号', '全国学籍号', '学号', '班内学号'],
  before: ['原班级', '原班', '现班级'],
  after: ['新班级', '新班', '分入班级', '分班', '班级'],
} as const;
type Column = keyof typeof HEADINGS;

const plain = (text: string): string => text.replace(/[\s*＊:：]/gu, '').toLowerCase();

function findColumns(sheet: Sheet): { at: number; columns: Partial<Record<Column, number>> } | null {
  for (const [at, row] of sheet.rows.slice(0, 15).entries()) {
    const columns: Partial<Record<Column, number>> = {};
    for (const [index, cell] of row.entries()) {
      const heading = plain(cellText(cell));
      for (const [column, words] of Object.entries(HEADINGS) as [Column, readonly string[]][]) {
        if (columns[column] === undefined && words.includes(heading)) columns[column] = index;
      }
    }
    if (columns.after !== undefined && (columns.name !== undefined || columns.number !== undefined)) return { at, columns };
  }
  return null;
}

/** Reads the list by which a school deals out its new classes; nothing is changed yet. */
export async function readPlacement(
  ctx: Context,
  { token, toYear }: ParsedInput<'students.readPlacement'>,
): Promise<Output<'students.readPlacement'>> {
  const { bytes } = ctx.files.read(token, MAX_FILE_BYTES);
  const { classes } = await plannedClasses(ctx, { toYear, classes: {}, students: {} });
  const rolled = classes.flatMap((planned) => planned.members).map((member) => member.rolled);
  const context = await classContext(ctx, toYear);
  const before = { ...context, schoolYear: toYear - 1 };
  const byNumber = new Map<string, string>();
  const numbers = await ctx.db.selectFrom('student').select(['id', 'registration_no', 'student_no']).execute();
  for (const row of numbers) for (const n of [row.registration_no, row.student_no]) if (n !== null) byNumber.set(n, row.id);
  for (const row of await ctx.db.selectFrom('registration_history').select(['student_id', 'number']).execute()) {
    if (!byNumber.has(row.number)) byNumber.set(row.number, row.student_id);
  }
  const here = new Set(rolled.map((r) => r.studentId));
  const taken = new Set<string>();
  const found: Output<'students.readPlacement'> = [];
  for (const sheet of readSheets(bytes)) {
    const headings = findColumns(sheet);
    if (!headings) continue;
    const { at, columns } = headings;
    for (const [i, cells] of sheet.rows.slice(at + 1).entries()) {
      const text = (column: Column): string => {
        const index = columns[column];
        return index === undefined ? '' : cellText(cells[index]);
      };
      const name = text('name');
      const target = text('after');
      if (name === '' && target === '' && text('number') === '') continue;
      const number = tidyCode(text('number')).toUpperCase();
      const old = parseClassName(text('before'), before);
      const byName = rolled.filter(
        (r) => nameKey(r.name) === nameKey(name) && (!old.ok || classKey(r.identity) === classKey(old.identity)),
      );
      const numbered = number === '' ? undefined : byNumber.get(number);
      const candidates = numbered !== undefined && here.has(numbered) ? [numbered] : byName.map((r) => r.studentId);
      const studentId = candidates.length === 1 ? (candidates[0] ?? null) : null;
      const parsed = parseClassName(target, context);
      const twice = studentId !== null && taken.has(studentId);
      if (studentId !== null) taken.add(studentId);
      const problem =
        candidates.length === 0 ? 'nobody' : studentId === null ? 'several' : twice ? 'twice' : parsed.ok ? null : 'class';
      found.push({
        row: at + 2 + i,
        name: name.slice(0, 60),
        studentId,
        className: parsed.ok ? className(parsed.identity, toYear, 'zh', context.shape) : null,
        problem,
      });
    }
  }
  if (found.length === 0) throw new AppError('placementColumns');
  return found;
}
