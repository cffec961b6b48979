/** Errors after which no typing helps: they get a screen of their own that says what to do. */
export const failureCodes = [
  'headerDamaged',
  'headerMissing',
  'databaseMissing',
  'vaultDamaged',
  'vaultNewer',
  'vaultInUse',
  'folderNotWritable',
  'folderGone',
  'diskFull',
  'diskError',
  'fileBusy',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export const isFailure = (code: string): code is FailureCode => (failureCodes as readonly string[]).includes(code);
