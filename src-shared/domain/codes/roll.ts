import { type CodeOf, defineCodes } from './define.ts';

/** What comes along or is handed over when a student changes school. */
export const transferPapers = defineCodes([
  { code: 'rollCard', zh: '学籍材料', en: 'School-roll papers' },
  { code: 'psychSummary', zh: '心理情况摘要', en: 'Summary of psychological support' },
  { code: 'psychFile', zh: '心理档案（密封）', en: 'Psychological file (sealed)' },
  { code: 'healthCard', zh: '健康档案', en: 'Health record' },
  { code: 'other', zh: '其他材料', en: 'Other papers' },
]);
export type TransferPaper = CodeOf<typeof transferPapers>;

/** Moves on the roll that are recorded one by one. */
export const rollMoves = defineCodes([
  { code: 'in', zh: '转入', en: 'Transferred in' },
  { code: 'out', zh: '离校', en: 'Left' },
  { code: 'suspended', zh: '休学', en: 'Suspended' },
  { code: 'boundOut', zh: '借读外校', en: 'Studying elsewhere' },
  { code: 'returned', zh: '复学', en: 'Returned' },
  { code: 'class', zh: '调班', en: 'Changed class' },
  { code: 'heldBack', zh: '留级', en: 'Repeats a year' },
]);
export type RollMove = CodeOf<typeof rollMoves>;
