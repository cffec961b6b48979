import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { fileFacts } from './facts.ts';
import { PACKAGES, packageName } from './packages.ts';
import { NETWORK_ELECTRON, NETWORK_MODULES, ROOMS, type Room } from './rooms.ts';
import type { Reach, Violation } from './types.ts';

const SOURCES = '{src-main,src-renderer,src-shared,migrations,tools,tests}/**/*.{ts,tsx,mts,mjs,js}';
const ROOT_SOURCES = '*.{ts,mts,mjs,js}';

interface Place {
  readonly room: Room;
  readonly feature: string | undefined;
}

function placeOf(path: string): Place | undefined {
  for (const room of ROOMS) {
    const match = room.files.exec(path);
    if (match) return { room, feature: match[1] };
  }
  return undefined;
}

/** Why a file may not import another file of the app, or nothing. */
function fileArrow(from: string, here: Place, target: string, typeOnly: boolean): string | undefined {
  const there = placeOf(target);
  if (!there) return `imports ${target}, which is in no room`;
  const { room } = here;
  if (/\.repository\.ts$/.test(from) && /\.service\.ts$/.test(target)) return `a repository imports the service ${target}`;
  if (room.rooms.includes('*')) return undefined;
  if (room.name === there.room.name) {
    if (here.feature === there.feature) return undefined;
    if (room.name === 'feature') {
      return target.endsWith(`/${there.feature}.service.ts`)
        ? undefined
        : `imports ${target}: of another feature only its service`;
    }
    return isIndex(target) ? undefined : `imports ${target}: of another feature only its index`;
  }
  if (room.name === 'feature-list' && there.room.name === 'feature' && !target.endsWith('.channels.ts')) {
    return `imports ${target}: of a feature only its channels`;
  }
  if (!room.rooms.includes(there.room.name)) return `${room.name} imports ${there.room.name} (${target})`;
  // Pages are put together from what a feature offers, not from its insides.
  if (there.room.name === 'renderer-feature' && !isIndex(target) && !typeOnly && !/\/locale\//.test(target)) {
    return `imports ${target}: of a feature only its index`;
  }
  return undefined;
}

function isIndex(target: string): boolean {
  return /^src-renderer\/features\/[^/]+\/index\.tsx?$/.test(target);
}

/** Why a file may not import a module of Node or npm, or nothing. */
function moduleArrow({ room }: Place, { specifier, names, typeOnly }: Reach): string | undefined {
  const bare = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || isBuiltin(specifier)) {
    if (!room.node) return `${room.name} imports ${specifier}: no Node here`;
    const ships = !['tool', 'test', 'stand-in'].includes(room.name);
    return ships && NETWORK_MODULES.has(bare) ? `${specifier} is network code` : undefined;
  }
  const name = packageName(specifier);
  const kind = PACKAGES[name];
  if (kind === undefined) return `package ${name} is in no category of tools/layers/packages.ts`;
  if (kind === 'electron') {
    if (room.electron === 'never' || (room.electron === 'types' && !typeOnly)) {
      return `${room.name} imports electron${room.electron === 'types' ? ' as a value' : ''}`;
    }
    const network = typeOnly ? undefined : names.find((taken) => NETWORK_ELECTRON.includes(taken));
    return network ? `electron's ${network} is network code` : undefined;
  }
  if (!room.packages.includes(kind) && !room.packageNames?.includes(name))
    return `${room.name} imports the ${kind} package ${name}`;
  const banned = typeOnly ? undefined : names.find((taken) => room.bannedNames?.[name]?.includes(taken));
  return banned ? `${room.name} uses ${name}'s ${banned}` : undefined;
}

/**
 * Walks every source file below a root and answers each import or use that the rules do not allow, in order of path and line.
 * `count` is how many files were looked at.
 */
export function checkLayers(root: string): { readonly count: number; readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const files = globSync([SOURCES, ROOT_SOURCES], { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('tests/fixtures/'))
    .sort();
  for (const file of files) {
    const here = placeOf(file);
    if (!here) {
      violations.push({ file, line: 1, message: 'is in no room: see tools/layers/rooms.ts' });
      continue;
    }
    const { reaches, uses } = fileFacts(file, readFileSync(join(root, file), 'utf8'));
    for (const reach of reaches) {
      const message = reach.specifier.startsWith('.')
        ? fileArrow(file, here, posix.join(posix.dirname(file), reach.specifier), reach.typeOnly)
        : moduleArrow(here, reach);
      if (message) violations.push({ file, line: reach.line, message });
    }
    const seen = new Set<string>();
    for (const { line, what } of uses) {
      if (!here.room.bans?.includes(what) || seen.has(`${line} ${what}`)) continue;
      seen.add(`${line} ${what}`);
      violations.push({ file, line, message: `uses ${what}` });
    }
  }
  return { count: files.length, violations };
}
