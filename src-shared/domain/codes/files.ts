import { type CodeOf, defineCodes } from './define.ts';

/** What a file hangs on: the student's file itself, or one record in it. */
export const fileOwners = defineCodes([
  { code: 'student', zh: '学生档案', en: 'Student file' },
  { code: 'consent', zh: '知情同意', en: 'Consent' },
  { code: 'session', zh: '辅导记录', en: 'Session note' },
  { code: 'visit', zh: '家访', en: 'Home visit' },
  { code: 'plan', zh: '帮扶方案', en: 'Support plan' },
  { code: 'report', zh: '情况报告', en: 'Concern report' },
  { code: 'case', zh: '个案', en: 'Case' },
]);
export type FileOwner = CodeOf<typeof fileOwners>;
