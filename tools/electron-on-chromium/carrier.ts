/** Turns values into text and back the way Electron's structured clone would have carried them. */
export interface Carrier {
  /** @throws Error named DataCloneError for functions and symbols, as `structuredClone` does */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Makes a carrier. Self-contained, because its source text also runs inside the page.
 * Wire form: a JSON array of nodes; each node is `[tag, ...]` and points at others by index, so that cycles and shared references survive.
 */
export function makeCarrier(): Carrier {
  const viewTypes: Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errorTypes: Record<string, new (message?: string) => Error> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }

  function fromBase64(text: string): ArrayBuffer {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes.buffer;
  }

  function tagOf(value: object): string {
    return Object.prototype.toString.call(value).slice(8, -1);
  }

  function cloneError(what: string): Error {
    const error = new Error(`${what} could not be cloned.`);
    error.name = 'DataCloneError';
    return error;
  }

  function encode(root: unknown): string {
    const nodes: unknown[] = [];
    const known = new Map<unknown, number>();

    function add(value: unknown): number {
      const seen = known.get(value);
      if (seen !== undefined) return seen;
      const index = nodes.length;
      nodes.push(null);
      if (typeof value === 'object' && value !== null) known.set(value, index);
      nodes[index] = node(value);
      return index;
    }

    function entries(value: object): [string, number][] {
      return Object.keys(value).map((key) => [key, add((value as Record<string, unknown>)[key])]);
    }

    function node(value: unknown): unknown {
      switch (typeof value) {
        case 'string':
        case 'boolean':
          return ['=', value];
        case 'number':
          return Number.isFinite(value) && !Object.is(value, -0)
            ? ['=', value]
            : ['number', Object.is(value, -0) ? '-0' : String(value)];
        case 'undefined':
          return ['undefined'];
        case 'bigint':
          return ['bigint', String(value)];
        case 'function':
        case 'symbol':
          throw cloneError(String(value));
        default:
          return value === null ? ['=', null] : objectNode(value as object);
      }
    }

    function objectNode(value: object): unknown {
      if (Array.isArray(value)) return ['array', value.length, entries(value)];
      if (ArrayBuffer.isView(value)) return ['view', tagOf(value), add(value.buffer), value.byteOffset, viewLength(value)];
      switch (tagOf(value)) {
        case 'ArrayBuffer':
          return ['buffer', toBase64(new Uint8Array(value as ArrayBuffer))];
        case 'Date':
          return ['date', node((value as Date).getTime())];
        case 'RegExp':
          return ['regexp', (value as RegExp).source, (value as RegExp).flags];
        case 'Map':
          return ['map', [...(value as Map<unknown, unknown>)].map(([key, item]) => [add(key), add(item)])];
        case 'Set':
          return ['set', [...(value as Set<unknown>)].map(add)];
        case 'Boolean':
        case 'Number':
        case 'String':
          return ['boxed', add(value.valueOf())];
        case 'Error':
          return errorNode(value as Error);
        case 'Promise':
        case 'WeakMap':
        case 'WeakSet':
        case 'WeakRef':
          throw cloneError(`#<${tagOf(value)}>`);
        default:
          return ['object', entries(value)];
      }
    }

    function errorNode(error: Error): unknown {
      const cause = Object.hasOwn(error, 'cause') ? add(error.cause) : -1;
      return ['error', Object.hasOwn(errorTypes, error.name) ? error.name : 'Error', error.message, error.stack ?? '', cause];
    }

    add(root);
    return JSON.stringify(nodes);
  }

  function viewLength(view: ArrayBufferView): number {
    return 'length' in view && typeof view.length === 'number' ? view.length : view.byteLength;
  }

  function decode(text: string): unknown {
    const nodes = JSON.parse(text) as unknown[][];
    const made: unknown[] = new Array(nodes.length);
    const done: boolean[] = new Array(nodes.length).fill(false);

    function keep<T>(index: number, value: T): T {
      made[index] = value;
      done[index] = true;
      return value;
    }

    function fill(target: object, pairs: unknown): void {
      for (const [key, at] of pairs as [string, number][]) {
        // `__proto__` as an own key must stay one.
        Object.defineProperty(target, key, { value: take(at), writable: true, enumerable: true, configurable: true });
      }
    }

    function scalar(node: unknown): unknown {
      const [tag, value] = node as [string, unknown];
      return tag === 'number' ? Number(value) : value;
    }

    function take(index: number): unknown {
      if (done[index]) return made[index];
      const [tag, a, b, c, d] = nodes[index] as unknown[];
      switch (tag) {
        case 'undefined':
          return keep(index, undefined);
        case 'bigint':
          return keep(index, BigInt(a as string));
        case 'array': {
          const list = keep(index, new Array(a as number));
          fill(list, b);
          return list;
        }
        case 'object': {
          const value = keep(index, {});
          fill(value, a);
          return value;
        }
        case 'buffer':
          return keep(index, fromBase64(a as string));
        case 'view': {
          // Node's Buffer arrives as a plain Uint8Array in a page, as it does over Electron's own border.
          const View = viewTypes[a as string] ?? Uint8Array;
          return keep(index, new View(take(b as number) as ArrayBuffer, c as number, d as number));
        }
        case 'date':
          return keep(index, new Date(scalar(a) as number));
        case 'regexp':
          return keep(index, new RegExp(a as string, b as string));
        case 'map': {
          const map = keep(index, new Map());
          for (const [key, item] of a as [number, number][]) map.set(take(key), take(item));
          return map;
        }
        case 'set': {
          const set = keep(index, new Set());
          for (const item of a as number[]) set.add(take(item));
          return set;
        }
        case 'boxed':
          return keep(index, Object(take(a as number)));
        case 'error': {
          const error = keep(index, new (errorTypes[a as string] ?? Error)(b as string));
          Object.defineProperty(error, 'stack', { value: c, writable: true, configurable: true });
          if ((d as number) >= 0)
            Object.defineProperty(error, 'cause', { value: take(d as number), writable: true, configurable: true });
          return error;
        }
        default:
          return keep(index, scalar([tag, a]));
      }
    }

    return take(0);
  }

  return { encode, decode };
}
