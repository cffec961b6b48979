import { uuidv7 } from 'uuidv7';
import { type Clock, localDate, systemClock } from '../../src-main/vault/clock.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { fillVault } from './fill.ts';
import { sampleSchool } from './school.ts';

/** Passphrase of every sample vault; it guards invented data only. */
export const SAMPLE_PASSPHRASE = '样例-山茶花-开在-北坡-17';
export const SAMPLE_USER = '样例老师甲';

export interface SampleVaultOptions {
  readonly students?: number;
  readonly years?: number;
  readonly clock?: Clock;
}

/** Makes a locked vault on the sample school in a folder that has none yet. */
export async function makeSampleVault(folder: string, options: SampleVaultOptions = {}): Promise<void> {
  const clock = options.clock ?? systemClock;
  const today = localDate(clock);
  const school = sampleSchool({
    schoolYear: schoolYearOf(today),
    ...(options.students !== undefined && { students: options.students }),
  });
  const vault = new Vault({ folder, clock, newId: uuidv7 });
  const { recoveryCode } = await vault.create({
    schoolName: school.name,
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: SAMPLE_USER,
    passphrase: SAMPLE_PASSPHRASE,
  });
  try {
    await vault.confirmRecovery(recoveryCode);
    if (vault.opened) await fillVault(vault.opened, school, { today, years: options.years ?? 2 });
  } finally {
    await vault.lock();
  }
}
