import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileFacts } from '../layers/facts.ts';
import { NETWORK_ELECTRON, NETWORK_MODULES } from '../layers/rooms.ts';

const ALLOWED_PACKAGES = new Set(['electron', 'better-sqlite3']);

/**
 * Imports of the built main-side bundles that must not be there, whichever package brought them in: network modules, and packages that
 * are not installed with the app.
 * @param app folder with out/main
 */
export function bundleProblems(app: string): string[] {
  const problems: string[] = [];
  for (const file of globSync('out/main/**/*.{js,cjs}', { cwd: app }).sort()) {
    const { reaches, requires } = fileFacts(file, readFileSync(join(app, file), 'utf8'));
    for (const { specifier, names } of [...reaches, ...requires.map((required) => ({ specifier: required, names: [] }))]) {
      if (specifier.startsWith('.')) continue;
      const bare = specifier.replace(/^node:/, '');
      if (NETWORK_MODULES.has(bare)) problems.push(`${file} imports ${specifier}`);
      else if (!isBuiltin(specifier) && !ALLOWED_PACKAGES.has(specifier))
        problems.push(`${file} imports ${specifier}, which is not packed`);
      if (specifier === 'electron') {
        for (const name of names.filter((taken) => NETWORK_ELECTRON.includes(taken)))
          problems.push(`${file} takes ${name} of electron`);
      }
    }
  }
  return problems;
}

/** What in the built page the policy `script-src 'self'` would stop: scripts without a file of their own, or from elsewhere. */
export function pageProblems(app: string): string[] {
  const html = readFileSync(join(app, 'out', 'renderer', 'index.html'), 'utf8');
  const scripts = html.match(/<script\b[^>]*>/g) ?? [];
  const problems = scripts
    .filter((tag) => !/ src="\/assets\/[^"]+"/.test(tag))
    .map((tag) => `script without a file of its own: ${tag}`);
  if (scripts.length === 0) problems.push('the page loads no script');
  if (/ on[a-z]+=/.test(html)) problems.push('the page has an inline event handler');
  if (/https?:/.test(html)) problems.push('the page names a remote address');
  return problems;
}
