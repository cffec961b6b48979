import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Target {
  readonly platform: 'linux' | 'win32';
  readonly arch: 'x64' | 'arm64';
}

/** What of Electron's folder the packager looks at: an executable, a version, locales and an empty resources folder. */
function writeStub(root: string, folder: string, platform: Target['platform']): void {
  const manifest = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
  const executable = join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const language of ['zh-CN', 'en-US', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(executable, '#!/bin/sh\necho "stub, not Electron" >&2\nexit 1\n');
  chmodSync(executable, 0o755);
}

/**
 * Packs the built app as electron-builder.yml says, around a stub instead of Electron's binary.
 * @param root folder of the checkout, already built
 * @param work an empty folder for stub and result
 * @returns the folder that an installer would install
 * @throws Error when the packager fails
 */
export function pack(root: string, work: string, { platform, arch }: Target): string {
  const stub = join(work, 'stub');
  const output = join(work, 'packed');
  writeStub(root, stub, platform);
  const options = [
    platform === 'win32' ? '--win' : '--linux',
    'dir',
    `--${arch}`,
    '--publish=never',
    `--config.electronDist=${stub}`,
    `--config.directories.output=${output}`,
    // The stub is no Windows executable: there is nowhere to write icon, version and the archive's hash.
    ...(platform === 'win32' ? ['--config.win.signAndEditExecutable=false', '--config.disableAsarIntegrity=true'] : []),
  ];
  const packed = spawnSync(process.execPath, [join(root, 'node_modules', 'electron-builder', 'cli.js'), ...options], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, XINDANG_PACK_STUB: '1' },
  });
  const names = [
    `${platform === 'win32' ? 'win' : 'linux'}-unpacked`,
    `${platform === 'win32' ? 'win' : 'linux'}-${arch}-unpacked`,
  ];
  const folder = names.map((name) => join(output, name)).find((path) => existsSync(path));
  if (packed.status !== 0 || !folder) throw new Error(`electron-builder failed:\n${packed.stdout}\n${packed.stderr}`);
  return folder;
}
