import type { Branch } from './branches/branch.ts';
import { COUNSELING } from './branches/counseling.ts';
import { FAMILY } from './branches/family.ts';
import { PAPER } from './branches/paper.ts';
import { PLAN } from './branches/plan.ts';
import { ROLL } from './branches/roll.ts';
import { WARNING } from './branches/warning.ts';

/**
 * Every kind of entry, in one list: a table that joins the chronology gets one item in a file of branches/, its word in
 * domain/chronology.ts, and an index that begins with the student. `text` follows vault/text-classes.ts.
 */
export const BRANCHES: readonly Branch[] = [...COUNSELING, ...WARNING, ...FAMILY, ...PLAN, ...PAPER, ...ROLL];
