import { parseSync, Visitor } from 'vite';
import type { FileFacts, Reach } from './types.ts';

/** Names whose free use is a way out to the network. */
const NETWORK_GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
/** Methods that would hand out plaintext, fail on an encrypted file, or open a browser. */
const METHODS = new Set(['serialize', 'backup', 'openExternal']);

/** `require`, or the name that a bundler gives its substitute. */
const REQUIRE = /^(?:require|createRequire|__require)$/;

type Name = { readonly kind: string; readonly name: string | null };

/** How a name is taken: by its own name, as the default, or the whole module. */
function taken({ kind, name }: Name): string {
  if (kind === 'Name' && name !== null) return name;
  return kind === 'Default' ? 'default' : '*';
}

/**
 * Imports, re-exports, dynamic imports and noteworthy uses of one file, by oxc's parser.
 * @throws Error when the file does not parse.
 */
export function fileFacts(path: string, text: string): FileFacts {
  const { program, module, errors } = parseSync(path, text);
  const fatal = errors.find(({ severity }) => severity === 'Error');
  if (fatal) throw new Error(`${path}: ${fatal.message}`);

  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (offset: number) => {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? starts.length : next;
  };

  const reaches: Reach[] = [];
  const uses: { line: number; what: string }[] = [];
  const reach = (offset: number, specifier: string, names: readonly string[], typeOnly: boolean) =>
    reaches.push({ line: lineOf(offset), specifier: specifier.replace(/\?.*$/, ''), names, typeOnly });
  const requires: string[] = [];
  const use = (offset: number, what: string) => uses.push({ line: lineOf(offset), what });

  for (const { start, moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    reach(
      start,
      moduleRequest.value,
      entries.filter(({ isType }) => typeOnly || !isType).map((entry) => taken(entry.importName)),
      typeOnly,
    );
  }
  for (const { start, entries } of module.staticExports) {
    for (const { moduleRequest, importName, isType } of entries) {
      if (moduleRequest) reach(start, moduleRequest.value, [taken(importName)], isType);
    }
  }

  new Visitor({
    ImportExpression({ start, source }) {
      if (source.type === 'Literal' && typeof source.value === 'string') reach(start, source.value, ['*'], false);
      else use(start, 'import(computed)');
    },
    TSImportType({ start, source }) {
      reach(start, source.value, ['*'], true);
    },
    CallExpression({ start, callee, arguments: [first] }) {
      if (callee.type !== 'Identifier' || !REQUIRE.test(callee.name)) return;
      use(start, 'require()');
      if (first?.type === 'Literal' && typeof first.value === 'string') requires.push(first.value);
    },
    MemberExpression({ start, property, computed }) {
      const name =
        !computed && property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : undefined;
      if (typeof name !== 'string') return;
      if (METHODS.has(name)) use(start, `.${name}`);
      else if (computed && NETWORK_GLOBALS.has(name)) use(start, name);
    },
    Identifier({ start, name }) {
      // Members and keys of this name count too: it has no good use where it is banned.
      if (NETWORK_GLOBALS.has(name)) use(start, name);
    },
    Property({ start, key }) {
      const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined;
      if (name === 'verbose') use(start, 'verbose:');
      if (name === 'openExternal') use(start, '.openExternal');
    },
  }).visit(program);
  return { reaches, requires, uses };
}
