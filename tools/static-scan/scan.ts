import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { REQUIRED } from './checks.ts';
import { type Finding, scanFile, scanHtml } from './scan-file.ts';

const SOURCES = '{src-main,src-renderer,src-shared,migrations,scales}/**/*.{ts,tsx,mts,mjs,js,html}';

/** Scans everything that ships from this checkout. */
export function scan(root: string): { readonly files: number; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const does = new Set<string>();
  const files = globSync(SOURCES, { cwd: root })
    .map((file) => file.replaceAll(sep, '/'))
    .sort();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    if (file.endsWith('.html')) {
      findings.push(...scanHtml(file, source));
      continue;
    }
    const scanned = scanFile(file, source);
    findings.push(...scanned.findings);
    if (file.startsWith('src-main/')) for (const name of scanned.does) does.add(name);
  }
  for (const [name, check] of REQUIRED) {
    if (!does.has(name)) findings.push({ check, file: 'src-main', line: 0, text: `nothing does ${name}` });
  }
  return { files: files.length, findings };
}
