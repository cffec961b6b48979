import type { PackageKind } from './packages.ts';

/** A room of the house: which files are in it and what they may reach for. */
export interface Room {
  readonly name: string;
  /** Matched against the path from the root; group 1, where there is one, is the feature. */
  readonly files: RegExp;
  /** Rooms whose files it may import; its own room is always among them. */
  readonly rooms: readonly string[];
  readonly packages: readonly PackageKind[];
  /** Packages by name, beside the kinds. */
  readonly packageNames?: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly node: boolean;
  /** Whether `electron` may be imported: as values, as types alone, or not at all. */
  readonly electron: 'values' | 'types' | 'never';
  /** Uses (see facts.ts) that fail here. */
  readonly bans?: readonly string[];
  /** Names that may not be taken from a package as values. */
  readonly bannedNames?: Readonly<Record<string, readonly string[]>>;
}

const OFFLINE = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
const MAIN_BANS = [...OFFLINE, '.serialize', '.backup', '.openExternal', 'verbose:', 'require()', 'import(computed)'];
const RENDERER_BANS = ['WebSocket', 'EventSource', 'XMLHttpRequest', '.openExternal', 'require()', 'import(computed)'];

/** Hand-written SQL stays in vault/ and migrations/, so that repositories can move to another database. */
const NO_RAW_SQL = { kysely: ['sql', 'CompiledQuery', '*'] };

/** First match wins. A source file that no room takes fails the check. */
export const ROOMS: readonly Room[] = [
  {
    name: 'domain',
    files: /^src-shared\/domain\//,
    rooms: [],
    packages: ['anywhere'],
    node: false,
    electron: 'never',
    bans: MAIN_BANS,
  },
  {
    name: 'shared',
    files: /^src-shared\//,
    rooms: ['domain'],
    packages: ['anywhere'],
    node: false,
    electron: 'never',
    bans: MAIN_BANS,
  },
  { name: 'scales', files: /^scales\//, rooms: [], packages: [], node: false, electron: 'never' },
  {
    name: 'migrations',
    files: /^migrations\//,
    rooms: [],
    packages: [],
    packageNames: ['kysely'],
    node: false,
    electron: 'never',
    bans: MAIN_BANS,
  },
  {
    name: 'main',
    files: /^src-main\/main\.ts$/,
    rooms: ['shell', 'files', 'shared', 'domain'],
    packages: ['anywhere', 'shell'],
    node: true,
    electron: 'values',
    bans: MAIN_BANS,
  },
  {
    name: 'preload',
    files: /^src-main\/preload\.ts$/,
    rooms: ['shared'],
    packages: [],
    node: false,
    electron: 'values',
    bans: MAIN_BANS,
  },
  {
    name: 'vault-process',
    // Audit and backup need the open vault itself, which the list of features does not know.
    files: /^src-main\/vault-process\.ts$/,
    rooms: ['vault', 'vault-header', 'feature-list', 'feature', 'files', 'shared', 'domain'],
    packages: ['anywhere', 'vault'],
    node: true,
    electron: 'types',
    bans: MAIN_BANS,
    bannedNames: NO_RAW_SQL,
  },
  {
    name: 'feature-list',
    files: /^src-main\/features\.ts$/,
    rooms: ['feature', 'vault', 'shared'],
    packages: [],
    node: false,
    electron: 'never',
    bans: MAIN_BANS,
  },
  {
    name: 'shell',
    files: /^src-main\/shell\//,
    rooms: ['files', 'vault-header', 'shared', 'domain'],
    packages: ['anywhere', 'shell'],
    node: true,
    electron: 'types',
    bans: MAIN_BANS,
  },
  {
    name: 'files',
    files: /^src-main\/files\//,
    rooms: ['shared', 'domain'],
    packages: ['anywhere'],
    node: true,
    electron: 'never',
    bans: MAIN_BANS,
  },
  // The header beside the database holds no student data; the shell reads it to tell whether there is a vault at all.
  {
    name: 'vault-header',
    files: /^src-main\/vault\/(?:header|key-slots|share-check|attempts|clock|errors)\.ts$/,
    rooms: ['files', 'shared', 'domain'],
    packages: ['anywhere'],
    node: true,
    electron: 'never',
    bans: MAIN_BANS,
  },
  {
    name: 'vault',
    files: /^src-main\/vault\//,
    rooms: ['vault-header', 'files', 'migrations', 'shared', 'domain'],
    packages: ['anywhere', 'database', 'vault'],
    node: true,
    electron: 'never',
    bans: MAIN_BANS,
  },
  {
    name: 'feature',
    files: /^src-main\/([^/.]+)\//,
    rooms: ['vault', 'vault-header', 'files', 'scales', 'shared', 'domain'],
    packages: ['anywhere', 'vault'],
    node: true,
    electron: 'never',
    bans: MAIN_BANS,
    bannedNames: NO_RAW_SQL,
  },
  {
    name: 'renderer-feature',
    files: /^src-renderer\/features\/([^/.]+)\//,
    rooms: ['renderer-app', 'renderer-component', 'renderer-print', 'shared', 'domain'],
    packages: ['anywhere', 'renderer'],
    node: false,
    electron: 'never',
    bans: RENDERER_BANS,
  },
  {
    name: 'renderer-component',
    files: /^src-renderer\/components\//,
    rooms: ['renderer-app', 'shared', 'domain'],
    packages: ['anywhere', 'renderer'],
    node: false,
    electron: 'never',
    bans: RENDERER_BANS,
  },
  {
    name: 'renderer-print',
    files: /^src-renderer\/print\//,
    rooms: ['renderer-app', 'renderer-component', 'shared', 'domain'],
    packages: ['anywhere', 'renderer'],
    node: false,
    electron: 'never',
    bans: RENDERER_BANS,
  },
  {
    name: 'renderer-app',
    files: /^src-renderer\/(?:app\/|main\.tsx$|vite-env\.d\.ts$|[^/]+\.css$)/,
    rooms: ['renderer-component', 'renderer-feature', 'renderer-print', 'shared', 'domain'],
    packages: ['anywhere', 'renderer'],
    node: false,
    electron: 'never',
    bans: RENDERER_BANS,
  },
  {
    name: 'stand-in',
    files: /^tools\/electron-on-chromium\//,
    rooms: ['shared'],
    packages: ['anywhere', 'tool'],
    node: true,
    electron: 'types',
  },
  {
    name: 'tool',
    files: /^(?:tools\/|build\/|[^/]+\.config\.ts$)/,
    rooms: ['*'],
    packages: ['anywhere', 'database', 'vault', 'renderer', 'tool'],
    node: true,
    electron: 'types',
  },
  {
    name: 'test',
    files: /^tests\//,
    rooms: ['*'],
    packages: ['anywhere', 'database', 'vault', 'shell', 'renderer', 'tool'],
    node: true,
    electron: 'types',
  },
];

/** Node modules that open sockets: never in what ships outside the renderer. */
export const NETWORK_MODULES = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'inspector',
  'inspector/promises',
]);
/** Members of `electron` that reach the network. */
export const NETWORK_ELECTRON = ['net', 'netLog', 'autoUpdater', 'crashReporter'];
