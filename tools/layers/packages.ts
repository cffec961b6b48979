/**
 * Every npm package that a source file may name, with where it belongs. One that is missing here fails the check: adding a package
 * is a decision about which process may hold it.
 */
export type PackageKind = 'anywhere' | 'database' | 'vault' | 'electron' | 'shell' | 'renderer' | 'tool';

export const PACKAGES: Readonly<Record<string, PackageKind>> = {
  zod: 'anywhere',
  // A word list and nothing else of it.
  '@scure/bip39': 'anywhere',

  'better-sqlite3': 'database',
  kysely: 'vault',
  uuidv7: 'vault',
  exceljs: 'vault',
  '@e965/xlsx': 'vault',
  jszip: 'vault',
  'pinyin-pro': 'vault',
  'file-type': 'vault',
  yazl: 'vault',
  yauzl: 'vault',
  'shamir-secret-sharing': 'vault',

  electron: 'electron',
  'electron-store': 'shell',

  react: 'renderer',
  'react-dom': 'renderer',
  'react-i18next': 'renderer',
  'react-is': 'renderer',
  'react-router': 'renderer',
  i18next: 'renderer',
  recharts: 'renderer',
  uqr: 'renderer',
  dayjs: 'renderer',
  'pdfjs-dist': 'renderer',
  '@mantine/charts': 'renderer',
  '@mantine/core': 'renderer',
  '@mantine/dates': 'renderer',
  '@mantine/form': 'renderer',
  '@mantine/hooks': 'renderer',
  '@mantine/modals': 'renderer',
  '@mantine/notifications': 'renderer',
  '@mantine/spotlight': 'renderer',
  '@tabler/icons-react': 'renderer',
  '@tanstack/react-query': 'renderer',
  '@tanstack/react-virtual': 'renderer',
  '@fontsource-variable/noto-sans-sc': 'renderer',
  '@fontsource/noto-sans-sc': 'renderer',

  '@7mind.io/sqlcipher-wasm': 'tool',
  '@axe-core/playwright': 'tool',
  '@electron/asar': 'tool',
  '@electron/fuses': 'tool',
  '@vitejs/plugin-react': 'tool',
  'app-builder-lib': 'tool',
  'electron-builder': 'tool',
  'fast-check': 'tool',
  playwright: 'tool',
  'playwright-core': 'tool',
  vite: 'tool',
  vitest: 'tool',
};

/** `@scope/name` or `name` of a bare specifier. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
