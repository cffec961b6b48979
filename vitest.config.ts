import { defineConfig } from 'vitest/config';

/** Folders of tests/ whose tests open a database, a built bundle or Chromium; everything else in tests/ is a unit test. */
const INTEGRATION = [
  'activities',
  'attachments',
  'assessments',
  'audit',
  'backup',
  'cases',
  'consents',
  'crises',
  'documents',
  'drafts',
  'faults',
  'files',
  'migrations',
  'plans',
  'print',
  'referrals',
  'renderer',
  'reports',
  'seal',
  'settings',
  'shell',
  'students',
  'today',
  'tools',
  'transfers',
  'vault',
  'visits',
  'warnings',
];

const files = (folders: readonly string[]) => folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    pool: 'forks',
    // Vitest leaves one processor free by default, which on two of them means one file at a time.
    maxWorkers: '100%',
    passWithNoTests: false,
    server: {
      deps: {
        // Run as they are: built bundles must be those that ship, and the stand-in hooks into Node's own loader.
        external: [/\/out\/(main|renderer)\//, /\/tools\/electron-on-chromium\//],
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: files(['**']),
          exclude: ['tests/fixtures/**', ...files([...INTEGRATION, 'security', 'e2e'])],
          testTimeout: 20_000,
        },
      },
      { extends: true, test: { name: 'integration', include: files(INTEGRATION), testTimeout: 60_000, hookTimeout: 60_000 } },
      { extends: true, test: { name: 'security', include: files(['security']), testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: files(['e2e']),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
