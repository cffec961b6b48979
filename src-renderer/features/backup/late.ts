/** Days after which a backup, and the proof of one, are due; the vault judges by the same. */
export const LATE_AFTER = { backup: 3, proof: 35 } as const;
