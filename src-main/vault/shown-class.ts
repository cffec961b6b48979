import {
  type ClassContext,
  type ClassIdentity,
  className,
  type SchoolShape,
  type Stage,
  schoolShape,
  stages,
} from '../../src-shared/domain/class-name.ts';
import type { Context } from './context.ts';
import { getSchool } from './school.ts';

/** The school's stages with the year in which class names are read or written. */
export async function classContext(ctx: Pick<Context, 'db'>, schoolYear: number): Promise<ClassContext> {
  return { shape: schoolShape((await getSchool(ctx.db)).type), schoolYear };
}

export interface ClassColumns {
  readonly stage: string | null;
  readonly entry_year: number | null;
  readonly number: number | null;
}

/** Identity of a joined class row; null without a class. */
export function identityOf(row: ClassColumns): ClassIdentity | null {
  const stage: Stage | undefined = stages.find((s) => s === row.stage);
  return stage === undefined || row.entry_year === null || row.number === null
    ? null
    : { stage, entryYear: row.entry_year, number: row.number };
}

/** Name of a joined class row as every screen shows it in that school year: 八(3)班; null without a class. */
export function shownClass(row: ClassColumns, schoolYear: number, shape: SchoolShape): string | null {
  const identity = identityOf(row);
  return identity === null ? null : className(identity, schoolYear, 'zh', shape);
}
