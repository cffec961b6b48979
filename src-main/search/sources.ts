import { COUNSELING } from './sources/counseling.ts';
import { FAMILY } from './sources/family.ts';
import { PAPER } from './sources/paper.ts';
import { PLAN } from './sources/plan.ts';
import type { Source } from './sources/source.ts';
import { WARNING } from './sources/warning.ts';

/** Every searched table. A new one needs its three triggers in a migration and an entry in a file of sources/; a test compares both. */
export const SOURCES = { ...COUNSELING, ...WARNING, ...PLAN, ...FAMILY, ...PAPER } as const satisfies Readonly<
  Record<string, Source>
>;

export type SourceName = keyof typeof SOURCES;
export const sourceNames = Object.keys(SOURCES) as readonly SourceName[];
export const sourceOf = (name: string): Source | null => (Object.hasOwn(SOURCES, name) ? SOURCES[name as SourceName] : null);
