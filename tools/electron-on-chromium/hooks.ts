import { registerHooks } from 'node:module';
import type { StandIn } from './electron.ts';

/** Query that ties the modules of one launch to its own `electron`. */
const LAUNCH = 'launch';
const SCHEME = 'stand-in-electron:';
const REGISTRY = Symbol.for('xindang.stand-in.launches');

const launches = new Map<string, StandIn>();
Reflect.set(globalThis, REGISTRY, launches);

function launchOf(url: string | undefined): string | null {
  return url?.startsWith('file:') ? new URL(url).searchParams.get(LAUNCH) : null;
}

/** Makes `import 'electron'` of this launch's modules answer with the stand-in. */
export function registerLaunch(id: string, standIn: StandIn): void {
  launches.set(id, standIn);
}

export function forgetLaunch(id: string): void {
  launches.delete(id);
}

export function entryUrl(fileUrl: string, id: string): string {
  return `${fileUrl}?${LAUNCH}=${id}`;
}

registerHooks({
  resolve(specifier, context, next) {
    const launch = launchOf(context.parentURL);
    if (launch === null || !launches.has(launch)) return next(specifier, context);
    if (/^electron(\/(main|common|renderer))?$/.test(specifier))
      return { url: `${SCHEME}${launch}`, format: 'module', shortCircuit: true };
    const found = next(specifier, context);
    // Chunks of the app belong to the same launch as the module that asked for them.
    if (!/^\.{0,2}\//.test(specifier) || !found.url.startsWith('file:')) return found;
    return { ...found, url: entryUrl(found.url, launch) };
  },
  load(url, context, next) {
    if (!url.startsWith(SCHEME)) return next(url, context);
    const id = url.slice(SCHEME.length);
    const names = Object.keys(launches.get(id)?.module ?? {});
    const source = [
      `const electron = globalThis[Symbol.for(${JSON.stringify(Symbol.keyFor(REGISTRY))})].get(${JSON.stringify(id)}).module;`,
      'export default electron;',
      `export const { ${names.join(', ')} } = electron;`,
    ].join('\n');
    return { format: 'module', source, shortCircuit: true };
  },
});
