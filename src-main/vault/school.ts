import { z } from 'zod';
import { type School, school } from '../../src-shared/contract/settings.ts';
import { levelPresets } from '../../src-shared/contract/vault.ts';
import type { Clock } from './clock.ts';
import type { Executor } from './context.ts';
import { readSetting, writeSetting } from './setting-store.ts';

export type LevelPreset = (typeof levelPresets)[number];

export async function getSchool(db: Executor): Promise<School> {
  return school.parse(await readSetting(db, 'school'));
}

export async function saveSchool(db: Executor, clock: Clock, value: School): Promise<School> {
  await writeSetting(db, clock, 'school', value);
  return value;
}

/** Which preset of names, colours and time limits the school's four severities follow. */
export async function getLevelPreset(db: Executor): Promise<LevelPreset> {
  return z.enum(levelPresets).parse(await readSetting(db, 'level.preset'));
}

export async function saveLevelPreset(db: Executor, clock: Clock, preset: LevelPreset): Promise<void> {
  await writeSetting(db, clock, 'level.preset', preset);
}
