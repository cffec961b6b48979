import ExcelJS from 'exceljs';
import type { FlowNumber, ReportCell, ReportLine, Summary } from '../../src-shared/contract/reports.ts';
import { safeCellText } from '../../src-shared/domain/cell-safety.ts';
import { schoolYearName, termName } from '../../src-shared/domain/school-calendar.ts';

export interface WorkbookMeta {
  readonly madeAt: string;
  readonly madeBy: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly language: 'zh' | 'en';
}

const WORDS = {
  zh: {
    summary: '汇总',
    grades: '各年级',
    notes: '说明',
    title: '学校心理健康工作汇总',
    indicator: '指标',
    value: '数值',
    counted: '计入',
    of: '分母',
    duty: '要求',
    formula: '口径',
    measure: '条款',
    small: '样本过小',
    together: '一并隐去',
    unknown: '—',
    level: '等级',
    flow: '等级变动',
    numbers: ['期初', '新增', '由低升入', '由高降入', '转入', '解除', '转到其他等级', '转出', '期末'],
    marks: (n: number) =>
      `人数 1 至 ${n - 1} 的格子写“样本过小”；为使其不能被推算而隐去的写“一并隐去”；没有数据写“—”；0 就是 0。`,
    levels: '等级 1 关注、2 预警、3 危机，由轻到重。',
    draft: '本表为学校自制格式，不是上级下发的表样。',
    period: '统计时间',
    asOf: '时点数截至',
    made: '生成',
    purpose: '用途',
    recipient: '接收单位',
    file: '昭政办发〔2024〕27号',
  },
  en: {
    summary: 'Summary',
    grades: 'By grade',
    notes: 'Notes',
    title: 'School mental-health summary',
    indicator: 'Indicator',
    value: 'Value',
    counted: 'Counted',
    of: 'Out of',
    duty: 'Required',
    formula: 'Formula',
    measure: 'Measure',
    small: 'Too small',
    together: 'Hidden together',
    unknown: '—',
    level: 'Level',
    flow: 'Level flow',
    numbers: ['Opening', 'New', 'Raised into', 'Lowered into', 'In', 'Released', 'Moved on', 'Out', 'Closing'],
    marks: (n: number) =>
      `Cells of 1 to ${n - 1} people read "Too small"; cells hidden to protect them "Hidden together"; no data "—"; 0 is 0.`,
    levels: 'Levels: 1 attention, 2 warning, 3 crisis, from light to grave.',
    draft: "This layout is the school's own, not one issued by an authority.",
    period: 'Period',
    asOf: 'As of',
    made: 'Made',
    purpose: 'Purpose',
    recipient: 'Recipient',
    file: '昭政办发〔2024〕27号',
  },
} as const;
const FLOW: readonly FlowNumber[] = [
  'opening',
  'added',
  'raised',
  'lowered',
  'transferredIn',
  'released',
  'movedOn',
  'transferredOut',
  'closing',
];
const MEASURES = '零一二三四五六七八九';

/** The summary as an Excel workbook: numbers as numbers, every text made safe against being read as a formula. */
export async function summaryWorkbook(summary: Summary, meta: WorkbookMeta): Promise<Buffer> {
  const { language } = meta;
  const w = WORDS[language];
  const book = new ExcelJS.Workbook();
  book.creator = '心档';
  book.created = new Date(meta.madeAt);
  const { schoolYear, term, from, to } = summary.period;
  const shown = (cell: ReportCell | undefined): number | string =>
    cell === undefined ? '' : cell.kind === 'value' ? cell.value : w[cell.kind];
  const put = (sheet: ExcelJS.Worksheet, values: readonly (string | number)[], bold = false) => {
    const row = sheet.addRow(values.map((value) => (typeof value === 'string' ? safeCellText(value) : value)));
    row.font = { name: 'SimSun', bold };
    return row;
  };
  const style = (cell: ExcelJS.Cell, line: ReportLine) => {
    if (typeof cell.value === 'number' && line.unit === 'ratio') cell.numFmt = '0.0%';
    cell.alignment = { horizontal: 'right' };
  };

  const main = book.addWorksheet(w.summary, {
    pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToHeight: 0 },
  });
  put(main, [w.title], true);
  put(main, [summary.schoolName]);
  put(main, [
    w.period,
    term === 'year' ? schoolYearName(schoolYear, language) : termName(schoolYear, term, language),
    `${from} — ${to}`,
  ]);
  put(main, [w.asOf, summary.asOf]);
  put(main, []);
  put(main, [w.indicator, w.value, w.counted, w.of, w.duty, w.measure, w.formula], true);
  for (const line of summary.lines) {
    const cell = line.cells.school;
    const value = cell?.kind === 'value' ? cell : null;
    const row = put(main, [
      line.name[language],
      shown(cell),
      value?.denominator != null && value.numerator !== null ? value.numerator : '',
      value?.denominator ?? '',
      line.duty ?? '',
      MEASURES[line.measure] ?? line.measure,
      line.formula[language],
    ]);
    style(row.getCell(2), line);
    if (line.unit === 'ratio') row.getCell(5).numFmt = '0%';
  }
  put(main, []);
  put(main, [w.flow, ...w.numbers], true);
  for (const flow of summary.flow) put(main, [`${w.level} ${flow.level}`, ...FLOW.map((key) => shown(flow.numbers[key]))]);
  main.columns.forEach((column, index) => {
    column.width = index === 0 ? 30 : index === 6 ? 46 : 14;
  });
  main.views = [{ state: 'frozen', ySplit: 6 }];

  const grades = book.addWorksheet(w.grades, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  put(grades, [w.indicator, ...summary.columns.map((column) => column.name[language])], true);
  for (const line of summary.lines) {
    if (Object.keys(line.cells).length < 2) continue;
    const row = put(grades, [line.name[language], ...summary.columns.map((column) => shown(line.cells[column.key]))]);
    for (let index = 0; index < summary.columns.length; index += 1) style(row.getCell(index + 2), line);
  }
  grades.getColumn(1).width = 30;
  grades.views = [{ state: 'frozen', ySplit: 1, xSplit: 1 }];

  const notes = book.addWorksheet(w.notes);
  for (const [label, text] of [
    [w.made, `${meta.madeAt} · ${meta.madeBy}`],
    [w.purpose, meta.purpose],
    [w.recipient, meta.recipient],
    ['', w.file],
    ['', w.marks(summary.smallGroup)],
    ['', w.levels],
    ['', w.draft],
  ] as const) {
    put(notes, [label, text]);
  }
  put(notes, []);
  for (const line of summary.lines) put(notes, [line.name[language], line.formula[language], MEASURES[line.measure] ?? '']);
  notes.getColumn(1).width = 26;
  notes.getColumn(2).width = 80;
  return Buffer.from(await book.xlsx.writeBuffer());
}
