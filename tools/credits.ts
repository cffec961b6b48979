import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PACKAGES } from './layers/packages.ts';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default('UNSTATED'),
  dependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof manifestSchema>;

export interface Credit {
  readonly name: string;
  readonly version: string;
  /** SPDX expression as the package states it. */
  readonly license: string;
  /** Place of the licence's full text in `texts`, or null where the package brings none. */
  readonly text: number | null;
}

export interface Credits {
  readonly packages: readonly Credit[];
  readonly texts: readonly string[];
}

/** Licences that ask for no more than their notice to be kept. */
export const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** Whether an SPDX expression (`A`, `(A OR B)`, `A AND B`) can be kept with permissive terms alone. */
export function isPermissive(expression: string): boolean {
  const plain = expression.replace(/[()]/g, ' ');
  return plain.split(/\bOR\b/).some((option) => option.split(/\bAND\b/).every((part) => PERMISSIVE.has(part.trim())));
}

/** Dependencies that the builds leave out: vite.main.config.ts takes exceljs without streaming and no debug printer, Electron's only fetch its binary. */
export const NOT_BUNDLED: Readonly<Record<string, readonly string[]>> = {
  '@tokenizer/inflate': ['debug'],
  exceljs: ['archiver', 'tmp', 'unzipper'],
  electron: ['@electron-internal/extract-zip', '@electron/get', '@types/node'],
  'better-sqlite3-multiple-ciphers': ['node-addon-api'],
};

/** Folder of a dependency as Node would find it from another package's folder. */
function findPackage(root: string, from: string, name: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === root) throw new Error(`${name}, needed in ${from}, is not installed`);
  }
}

function licenseText(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying|ofl)(?:[.-].*)?$/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

/**
 * Every package that is part of what ships: those of tools/layers/packages.ts that are not tools, and all that they depend on.
 * Read from node_modules, so that versions are the installed ones.
 */
export function collectCredits(root: string): Credits {
  const found = new Map<string, { readonly manifest: Manifest; readonly folder: string }>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(root, from, name);
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const key = `${manifest.name} ${manifest.version}`;
    if (found.has(key) || manifest.name.startsWith('@types/')) return;
    found.set(key, { manifest, folder });
    for (const dependency of Object.keys(manifest.dependencies)) {
      if (!NOT_BUNDLED[manifest.name]?.includes(dependency)) visit(dependency, folder);
    }
  };
  for (const [name, kind] of Object.entries(PACKAGES)) if (kind !== 'tool') visit(name, root);

  const texts: string[] = [];
  const packages = [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { manifest, folder }]): Credit => {
      const text = licenseText(folder);
      if (text !== undefined && !texts.includes(text)) texts.push(text);
      return {
        name: manifest.name,
        version: manifest.version,
        license: manifest.license,
        text: text === undefined ? null : texts.indexOf(text),
      };
    });
  return { packages, texts };
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const credits = collectCredits(root);
  writeFileSync(join(root, 'src-renderer', 'app', 'credits.json'), `${JSON.stringify(credits, null, 2)}\n`);
  const others = credits.packages.filter(({ license }) => !isPermissive(license));
  for (const { name, version, license } of others) process.stderr.write(`${name} ${version}: ${license}\n`);
  process.stdout.write(`${credits.packages.length} packages, ${others.length} not permissive\n`);
  process.exitCode = others.length === 0 ? 0 : 1;
}
