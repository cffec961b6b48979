import ExcelJS from 'exceljs';
import type { RowOutcome, rowReasons } from '../../src-shared/contract/assessments.ts';
import type { Language, Words } from '../../src-shared/domain/words.ts';

type Reason = (typeof rowReasons)[number];

// Words of a file that leaves the app; the screen has its own in the catalogue.
const OUTCOMES: Readonly<Record<RowOutcome, Words>> = {
  matched: { zh: '已匹配', en: 'Matched' },
  alreadyImported: { zh: '本批次已有结果', en: 'Already in this round' },
  noSuchClass: { zh: '名册上没有这个班级', en: 'No such class on the roll' },
  noSuchPerson: { zh: '该班名册上没有这名学生', en: 'No such student in this class' },
  sameName: { zh: '同班同名，分不开', en: 'Two students of one name in the class' },
  repeated: { zh: '表内重复', en: 'The student stands twice in the sheet' },
  ageDiffers: { zh: '年龄与名册不符', en: 'Age differs from the roll' },
  notInRound: { zh: '不在本批次名单内', en: 'Not on the list of this round' },
  damagedRow: { zh: '这一行有错误', en: 'The row has an error' },
};
const REASONS: Readonly<Record<Reason, Words>> = {
  noName: { zh: '没有姓名', en: 'no name' },
  sexCode: { zh: '性别代码未对应', en: 'unknown sex code' },
  gradeCode: { zh: '年级代码未对应', en: 'unknown grade code' },
  classText: { zh: '班级无法识别', en: 'class not readable' },
  answerCode: { zh: '答案代码未对应或超出范围', en: 'unknown answer code' },
  noAnswers: { zh: '没有作答也没有得分', en: 'no answers and no scores' },
  scoreRange: { zh: '得分超出范围', en: 'score out of range' },
  age: { zh: '年龄无法识别', en: 'age not readable' },
};

/** The rows as they came, with the reason in a last column. Cells must be safe text already. */
export async function unmatchedBook(
  headers: readonly string[],
  rows: readonly { readonly outcome: RowOutcome; readonly reason: Reason | null; readonly cells: readonly string[] }[],
  language: Language,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(language === 'zh' ? '未匹配' : 'Unmatched');
  sheet.addRow([...headers, language === 'zh' ? '原因' : 'Reason']);
  for (const row of rows) {
    const detail = row.reason ? `${language === 'zh' ? '：' : ': '}${REASONS[row.reason][language]}` : '';
    const cells = headers.map((_, index) => row.cells[index] ?? '');
    sheet.addRow([...cells, `${OUTCOMES[row.outcome][language]}${detail}`]);
  }
  sheet.getRow(1).font = { bold: true };
  return new Uint8Array(await book.xlsx.writeBuffer());
}
