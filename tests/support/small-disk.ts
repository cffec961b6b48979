import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real disk of a few megabytes. */
export interface SmallDisk {
  readonly path: string;
  /** Fills it up, leaving about so many kilobytes. */
  fill(leave: number): void;
  free(): void;
  readOnly(yes: boolean): void;
  remove(): void;
}

/** Mounts a disk in memory, or answers null where this process may not mount. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'xindang-disk-'));
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
  if (!mount(`size=${megabytes}m`)) {
    rmSync(path, { recursive: true });
    return null;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: (leave) => {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave * 1024)));
    },
    free: () => rmSync(ballast, { force: true }),
    readOnly: (yes) => {
      const done = spawnSync('mount', ['-o', `remount,${yes ? 'ro' : 'rw'}`, path]);
      if (done.status !== 0) throw new Error(done.stderr.toString());
    },
    remove: () => {
      spawnSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
