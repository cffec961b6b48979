import { join } from 'node:path';
import { listPackage, statFile } from '@electron/asar';
import type { Target } from './pack.ts';

export interface Entry {
  /** Path inside app.asar, with `/` and without a leading one. */
  readonly path: string;
  readonly unpacked: boolean;
}

/** Every file (not folder) of a packed app's archive. */
export function archiveEntries(packed: string): Entry[] {
  const asar = join(packed, 'resources', 'app.asar');
  const entries: Entry[] = [];
  for (const listed of listPackage(asar, { isPack: false })) {
    const path = listed.replaceAll('\\', '/').replace(/^\//, '');
    const info = statFile(asar, path);
    if (!('files' in info)) entries.push({ path, unpacked: 'unpacked' in info && info.unpacked === true });
  }
  return entries;
}

const REQUIRED = [
  'package.json',
  'out/main/main.js',
  'out/main/vault-process.js',
  'out/main/preload.cjs',
  'out/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/LICENSE',
  'node_modules/better-sqlite3/lib/index.js',
];

/** All that may be in the archive; a path that none of these takes is a leak of sources, tests, tools or development packages. */
const ALLOWED = [
  /^package\.json$/,
  /^out\/main\/(?:main\.js|vault-process\.js|preload\.cjs|(?:chunks|assets)\/[^/]+\.(?:js|json))$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[^/]+\.(?:js|mjs|css|woff2|svg|png|json|bcmap|pfb|ttf|wasm)$/,
  /^node_modules\/better-sqlite3\/(?:package\.json|LICENSE|lib\/[^.]+\.js|lib\/methods\/[^.]+\.js)$/,
];

/** What is missing from an archive or has no business in it, one line each; none when the archive is right. */
export function archiveProblems(entries: readonly Entry[], { platform, arch }: Target): string[] {
  const native = `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;
  const present = new Map(entries.map((entry) => [entry.path, entry]));
  const problems = [...REQUIRED, native].filter((path) => !present.has(path)).map((path) => `missing: ${path}`);
  for (const { path, unpacked } of entries) {
    if (path === native) {
      if (!unpacked) problems.push(`must lie outside the archive: ${path}`);
    } else if (!ALLOWED.some((pattern) => pattern.test(path))) problems.push(`does not belong: ${path}`);
    else if (unpacked) problems.push(`must lie inside the archive: ${path}`);
  }
  return problems;
}
