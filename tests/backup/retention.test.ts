import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupName, parseName } from '../../src-main/backup/names.ts';
import { KEEP_IN_ALL, KEEP_SPECIAL, KEEP_TODAY, type KeptBackup, toDelete } from '../../src-main/backup/retention.ts';
import { backupReasons } from '../../src-shared/contract/backup.ts';

const TODAY = '2026-11-24';

const backup = fc
  .record({ hoursAgo: fc.integer({ min: -24, max: 24 * 60 }), reason: fc.constantFrom(...backupReasons), verified: fc.boolean() })
  .map(({ hoursAgo, reason, verified }) => {
    const madeAt = new Date(new Date(2026, 10, 24, 20).getTime() - hoursAgo * 3_600_000);
    const parsed = parseName(backupName(madeAt, reason, () => false));
    if (!parsed) throw new Error('a fresh name must parse');
    return { ...parsed, verified };
  });
const folder = fc.uniqueArray(backup, { selector: ({ name }) => name, maxLength: 60 });
const isSpecial = ({ reason }: KeptBackup): boolean => reason === 'migration' || reason === 'restore';

describe('which backups may go', () => {
  it('never takes the newest verified one, whatever is there', () => {
    fc.assert(
      fc.property(folder, (files) => {
        const verified = files.filter((file) => file.verified).sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
        const newest = verified[0]?.madeAt.getTime();
        const gone = new Set(toDelete(files, TODAY));
        // Two of the same second are equally new: one of them must stay.
        const kept = verified.filter((file) => file.madeAt.getTime() === newest && !gone.has(file.name));
        expect(kept.length).toBeGreaterThan(verified.length > 0 ? 0 : -1);
      }),
    );
  });

  it('leaves no more than the limits, and loses no day that fits within them', () => {
    fc.assert(
      fc.property(folder, (files) => {
        const gone = new Set(toDelete(files, TODAY));
        const kept = files.filter(({ name }) => !gone.has(name));
        const ordinary = kept.filter((file) => !isSpecial(file));
        expect(ordinary.length).toBeLessThanOrEqual(KEEP_IN_ALL);
        expect(ordinary.filter(({ day }) => day === TODAY).length).toBeLessThanOrEqual(KEEP_TODAY);
        for (const day of new Set(ordinary.map((file) => file.day)))
          if (day !== TODAY) expect(ordinary.filter((file) => file.day === day).length).toBeLessThanOrEqual(2);
        for (const reason of ['migration', 'restore'] as const)
          expect(kept.filter((file) => file.reason === reason).length).toBeLessThanOrEqual(KEEP_SPECIAL + 1);
        const days = new Set(files.filter((file) => !isSpecial(file)).map(({ day }) => day));
        if (days.size <= KEEP_IN_ALL - KEEP_TODAY) expect(new Set(ordinary.map(({ day }) => day))).toEqual(days);
      }),
    );
  });

  it('takes nothing again once it has been heeded, and nothing that is not there', () => {
    fc.assert(
      fc.property(folder, (files) => {
        const gone = toDelete(files, TODAY);
        expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(gone));
        const kept = files.filter(({ name }) => !gone.includes(name));
        expect(toDelete(kept, TODAY)).toEqual([]);
      }),
    );
  });
});

describe('the name of a backup', () => {
  it('says when and why, and reads back', () => {
    const at = new Date(2026, 10, 24, 7, 5, 9);
    const name = backupName(at, 'quit', () => false);
    expect(name).toBe('xindang-20261124-070509-quit.xdbak');
    expect(parseName(name)).toEqual({ name, reason: 'quit', madeAt: at, day: TODAY });
  });

  it('is never one that is taken, and nothing else counts as a backup', () => {
    const at = new Date(2026, 10, 24, 7, 5, 9);
    const second = backupName(at, 'quit', (name) => name === 'xindang-20261124-070509-quit.xdbak');
    expect(second).toBe('xindang-20261124-070509-quit-2.xdbak');
    for (const name of ['making-0a0a0a0a.part', 'xindang-20261124-070509-other.xdbak', '../x.xdbak', 'xindang-2026.xdbak'])
      expect(parseName(name)).toBeNull();
  });
});
