import type { SheetMapping } from '../../src-shared/contract/assessments.ts';
import { parseGrade, type SchoolShape } from '../../src-shared/domain/class-name.ts';
import { parseSex } from '../../src-shared/domain/normalise.ts';
import type { ScaleDefinition } from '../../src-shared/domain/scale.ts';
import type { SheetFile } from './sheet-file.ts';

const MAX_VALUES = 12;

/** Distinct values of a column in the order met, or null where there are more than can be listed. */
export function valuesOf(sheet: SheetFile, column: number): string[] | null {
  const values = new Set<string>();
  for (const row of sheet.rows) {
    const cell = row.cells[column] ?? '';
    if (cell !== '') values.add(cell);
    if (values.size > MAX_VALUES) return null;
  }
  return [...values].sort();
}

const ALIASES: Readonly<Record<keyof SheetMapping['columns'], RegExp>> = {
  name: /^(?:姓名|学生姓名|名字|真实姓名|name)$|姓名/iu,
  sex: /性别|^sex$|^gender$/iu,
  age: /年龄|^age$/iu,
  grade: /年级|^grade$/iu,
  class: /班级|^班$|^class$/iu,
  seconds: /用时|时长|所用时间|耗时|seconds/iu,
  takenOn: /测评日期|测评时间|提交.*时间|作答时间|完成时间|测试时间/u,
  total: /^总分$|总分|^total$/iu,
  validity: /效度|测谎|^validity$/iu,
};

const ITEM = /^(?:第|题目?|q|Q)?\s*(\d{1,3})\s*(?:[.、．:题_-]|$)/u;

/** First reading of a sheet: columns by their headings, codes only where a word leaves no doubt. Number codes are left for a person. */
export function guessMapping(sheet: SheetFile, scale: ScaleDefinition, shape: SchoolShape, schoolYear: number): SheetMapping {
  const taken = new Set<number>();
  const find = (test: (header: string) => boolean): number | null => {
    const index = sheet.headers.findIndex((header, at) => !taken.has(at) && header !== '' && test(header));
    if (index < 0) return null;
    taken.add(index);
    return index;
  };
  const items: SheetMapping['items'] = [];
  for (const [index, header] of sheet.headers.entries()) {
    const item = Number(ITEM.exec(header)?.[1] ?? 0);
    if (item < 1 || item > scale.itemCount || items.some((known) => known.item === item)) continue;
    items.push({ item, column: index });
    taken.add(index);
  }
  const subscores: Record<string, number> = {};
  for (const part of scale.subscales) {
    const index = find((header) => header.includes(part.name.zh));
    if (index !== null) subscores[part.id] = index;
  }
  const role = (key: keyof SheetMapping['columns']) => find((header) => ALIASES[key].test(header));
  const columns = {
    name: role('name'),
    sex: role('sex'),
    age: role('age'),
    grade: role('grade'),
    class: role('class'),
    seconds: role('seconds'),
    takenOn: role('takenOn'),
    total: role('total'),
    validity: role('validity'),
  };
  const gradeCodes: SheetMapping['gradeCodes'] = {};
  for (const word of listed(sheet, columns.grade)) {
    const grade = /^\d$/.test(word) && Number(word) < 4 ? { ok: false as const } : parseGrade(word, { shape, schoolYear });
    if (grade.ok) gradeCodes[word] = { stage: grade.stage, grade: grade.grade };
  }
  const sexCodes: SheetMapping['sexCodes'] = {};
  for (const word of listed(sheet, columns.sex)) {
    const sex = /^\d+$/.test(word) ? undefined : parseSex(word);
    if (sex === '1' || sex === '2') sexCodes[word] = sex;
  }
  return {
    columns,
    items,
    subscores,
    sexCodes,
    gradeCodes,
    classForm: classForm(sheet, columns.class),
    answerCodes: answers(sheet, items, scale),
  };
}

const listed = (sheet: SheetFile, column: number | null): string[] => (column === null ? [] : (valuesOf(sheet, column) ?? []));

function classForm(sheet: SheetFile, column: number | null): SheetMapping['classForm'] {
  const cells = column === null ? [] : sheet.rows.slice(0, 50).map((row) => row.cells[column] ?? '');
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length > 0 && filled.every((cell) => /^\d{1,2}$/.test(cell))) return 'number';
  if (filled.length > 0 && filled.every((cell) => /^\d{3,4}$/.test(cell))) return 'joined';
  return 'name';
}

/** All answer codes that stand in the item columns, at most twelve. */
export function answerWords(sheet: SheetFile, items: SheetMapping['items']): string[] {
  const words = new Set<string>();
  for (const { column } of items) for (const word of valuesOf(sheet, column) ?? []) words.add(word);
  return [...words].sort().slice(0, MAX_VALUES);
}

function answers(sheet: SheetFile, items: SheetMapping['items'], scale: ScaleDefinition): SheetMapping['answerCodes'] {
  const words = answerWords(sheet, items);
  const { min, max, labels } = scale.answers;
  const codes: Record<string, number> = {};
  // Numbers mean themselves only where the scale's lowest stands among them and none lies below: 1 and 2 for yes and no, or 0–4 for
  // a scale of 1–5, must be told.
  const digits = words.filter((word) => /^\d+$/.test(word)).map(Number);
  const numbers = digits.includes(min) && digits.every((value) => value >= min);
  for (const word of words) {
    const label = labels?.findIndex((entry) => entry.zh === word || entry.en.toLowerCase() === word.toLowerCase()) ?? -1;
    if (label >= 0) codes[word] = min + label;
    else if (word === '否' && max === 1) codes[word] = 0;
    else if (numbers && /^\d+$/.test(word) && Number(word) <= max) codes[word] = Number(word);
  }
  return codes;
}
