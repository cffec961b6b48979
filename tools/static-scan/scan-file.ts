import { type ESTree, parseSync, Visitor } from 'vite';
import { ELECTRON, EVENTS, KEYS, MEMBERS, PAIRS, PREFERENCES, REQUIRED, WORDS } from './checks.ts';

export interface Finding {
  readonly check: string;
  /** From the root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** The line itself, trimmed. */
  readonly text: string;
}

export interface FileScan {
  readonly findings: readonly Finding[];
  /** Those of REQUIRED that this file does. */
  readonly does: readonly string[];
}

type Named = { readonly type: string; readonly name?: unknown; readonly value?: unknown };

/** The plain name of a key, member or text, or nothing. */
function nameOf(node: Named): string | undefined {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

const own = (table: Readonly<Record<string, string>>, name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/**
 * All findings of one source file.
 * @throws Error when the file does not parse: what cannot be read counts as nothing looked at
 */
export function scanFile(file: string, source: string): FileScan {
  const { program, module, errors } = parseSync(file, source);
  const fatal = errors.find(({ severity }) => severity === 'Error');
  if (fatal) throw new Error(`${file}: ${fatal.message}`);
  const lines = source.split('\n');
  const findings = new Map<string, Finding>();
  const required = new Set(REQUIRED.map(([name]) => name));
  const does = new Set<string>();
  const find = (offset: number, check: string | undefined): void => {
    if (!check) return;
    const line = source.slice(0, offset).split('\n').length;
    findings.set(`${check} ${line}`, { check, file, line, text: (lines[line - 1] ?? '').trim() });
  };
  const word = (offset: number, text: string): void => {
    if (required.has(text)) does.add(text);
    for (const [pattern, check] of WORDS) if (pattern.test(text)) find(offset, check);
  };

  /** Written out they are checked where they stand; made elsewhere, somebody must have looked there. */
  const webPreferences = (offset: number, value: ESTree.Expression): void => {
    if (value.type !== 'ObjectExpression') find(offset, 'door: windows');
    else if (!value.properties.some((item) => item.type === 'Property' && nameOf(item.key) === 'contextIsolation')) {
      find(offset, 'CONTEXT_ISOLATION');
    }
  };

  for (const { start, moduleRequest, entries } of module.staticImports) {
    if (moduleRequest.value !== 'electron') continue;
    for (const { importName, isType } of entries) if (!isType) find(start, own(ELECTRON, importName.name ?? undefined));
  }

  new Visitor({
    ObjectExpression({ start, properties }) {
      const values = new Map<string, boolean | null>();
      for (const property of properties) {
        if (property.type !== 'Property') continue;
        const name = nameOf(property.key);
        if (name === undefined) continue;
        find(property.start, own(KEYS, name));
        const { value } = property;
        values.set(name, value.type === 'Literal' && typeof value.value === 'boolean' ? value.value : null);
        if (name === 'webPreferences') webPreferences(property.start, value);
      }
      if (!['contextIsolation', 'nodeIntegration', 'sandbox'].some((name) => values.has(name))) return;
      for (const [name, [wanted, check]] of Object.entries(PREFERENCES)) if (values.get(name) !== wanted) find(start, check);
    },
    MemberExpression({ start, object, property, computed }) {
      const name = computed && property.type !== 'Literal' ? undefined : nameOf(property);
      if (name === undefined) return;
      if (required.has(name)) does.add(name);
      find(start, own(MEMBERS, name));
      const last = object.type === 'MemberExpression' && !object.computed ? nameOf(object.property) : nameOf(object);
      find(start, own(PAIRS, `${last}.${name}`));
    },
    AssignmentExpression({ start, left }) {
      if (left.type !== 'MemberExpression') return;
      const name = nameOf(left.property);
      if (name === 'innerHTML' || name === 'outerHTML' || name === 'srcdoc') find(start, 'DANGEROUS_FUNCTIONS');
      find(start, own(KEYS, name));
      const preference = name === undefined ? undefined : PREFERENCES[name];
      if (preference) find(start, preference[1]);
    },
    CallExpression({ start, callee, arguments: [first, second] }) {
      const name = callee.type === 'MemberExpression' ? nameOf(callee.property) : nameOf(callee);
      if (name === 'eval') find(start, 'DANGEROUS_FUNCTIONS');
      if (name === 'Function') find(start, 'DANGEROUS_FUNCTIONS');
      const text = first && nameOf(first);
      if ((name === 'setTimeout' || name === 'setInterval') && first?.type !== undefined && !isFunctionLike(first.type)) {
        find(start, 'DANGEROUS_FUNCTIONS');
      }
      if (['on', 'once', 'addListener'].includes(name ?? '') && first?.type === 'Literal') find(start, own(EVENTS, text));
      if (name === 'postMessage' && second && nameOf(second) === '*') find(start, 'door: messages to any origin');
    },
    NewExpression({ start, callee }) {
      const name = nameOf(callee);
      if (name === 'Function') find(start, 'DANGEROUS_FUNCTIONS');
      if (name === 'BrowserWindow' || name === 'WebContentsView' || name === 'BrowserView') find(start, 'door: windows');
    },
    JSXAttribute({ start, name }) {
      find(start, own(KEYS, nameOf(name)));
      if (name.type === 'JSXIdentifier' && name.name === 'srcDoc') find(start, 'DANGEROUS_FUNCTIONS');
    },
    JSXOpeningElement({ start, name }) {
      const tag = nameOf(name);
      if (tag === 'webview') find(start, 'NODE_INTEGRATION_ATTACH_EVENT');
      if (tag === 'iframe' || tag === 'object' || tag === 'embed') find(start, 'door: frames');
    },
    Literal({ start, value }) {
      if (typeof value === 'string') word(start, value);
    },
    TemplateElement({ start, value }) {
      word(start, value.raw);
    },
  }).visit(program);
  return { findings: [...findings.values()], does: [...does] };
}

/** A name may stand for a function; a text or a sum of texts is code. */
function isFunctionLike(type: string): boolean {
  return type !== 'Literal' && type !== 'TemplateLiteral' && type !== 'BinaryExpression';
}

/** Findings of a page: no script inside it, nothing from elsewhere, no webview. */
export function scanHtml(file: string, source: string): Finding[] {
  const checks: readonly (readonly [RegExp, string])[] = [
    [/(?:src|href|action)\s*=\s*["']?\s*(?:https?:|ftp:|file:|\/\/)/i, 'HTTP_RESOURCES'],
    [/<script(?![^>]*\bsrc\b)/i, 'CSP'],
    [/\son[a-z]+\s*=/i, 'CSP'],
    [/<webview/i, 'NODE_INTEGRATION_ATTACH_EVENT'],
    [/<(?:iframe|object|embed)/i, 'door: frames'],
    [/unsafe-(?:inline|eval)/i, 'CSP'],
  ];
  return source
    .split('\n')
    .flatMap((text, index) =>
      checks.flatMap(([pattern, check]) => (pattern.test(text) ? [{ check, file, line: index + 1, text: text.trim() }] : [])),
    );
}
