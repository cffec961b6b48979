import { z } from 'zod';

/** Just what is read of a JSON schema here. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly format?: string;
}

/** Values of a property by its name; the first is the usual one. Undefined leaves it to the schema. */
export type Known = (name: string, schema: Schema) => readonly unknown[] | undefined;

/** Inputs of one channel at most. */
const MOST = 14;
/** What stands in every free text. */
export const TYPED = '样例文字，足够长的一句话';

/** Makes one input; every place with several possible values asks `pick` which one. */
class Maker {
  readonly #known: Known;
  readonly #pick: (path: string, count: number) => number;

  constructor(known: Known, pick: (path: string, count: number) => number) {
    this.#known = known;
    this.#pick = pick;
  }

  #one(path: string, options: readonly unknown[]): unknown {
    return options[this.#pick(path, options.length)];
  }

  make(schema: Schema, path: string, name: string): unknown {
    const known = this.#known(name, schema);
    if (known && schema.type !== 'array') return this.#one(path, known);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.#one(path, schema.enum);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.make(part, path, name)));
    const either = schema.anyOf ?? schema.oneOf;
    if (either) {
      const chosen = either[this.#pick(path, either.length)] ?? {};
      return chosen.type === 'null' ? null : this.make(chosen, `${path}|`, name);
    }
    switch (schema.type) {
      case 'object':
        return this.#object(schema, path);
      case 'array':
        return [this.make(schema.items ?? {}, `${path}[]`, name.replace(/s$/u, ''))];
      case 'number':
      case 'integer':
        return Math.max(1, schema.minimum ?? 1);
      case 'boolean':
        return this.#one(path, [false, true]);
      case 'string':
        if (schema.format === 'date-time') return '2026-11-20T02:00:00.000Z';
        return schema.pattern?.includes(':[0-5]') ? '09:30' : TYPED;
      default:
        return {};
    }
  }

  /** An optional property is there, or, by choice, is not. */
  #object(schema: Schema, path: string): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      const here = `${path}.${name}`;
      if (!schema.required?.includes(name) && this.#pick(`${here}?`, 2) === 1) continue;
      made[name] = this.make(part, here, name);
    }
    return made;
  }
}

/**
 * Plausible inputs of a channel, made from its schema: a usual one, one with nothing optional, and for every choice (code, flag, either-or,
 * left out) one that takes each other way, as far as `MOST` allows.
 */
export function inputsFor(input: z.ZodType, known: Known): unknown[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const choices = new Map<string, number>();
  const usual = new Maker(known, (path, count) => {
    choices.set(path, count);
    return 0;
  }).make(schema, '', '');
  const bare = new Maker(known, (path) => (path.endsWith('?') ? 1 : 0)).make(schema, '', '');
  const others: unknown[] = [];
  for (const [path, count] of choices) {
    for (let option = 1; option < count && others.length < MOST; option += 1) {
      others.push(new Maker(known, (at) => (at === path ? option : 0)).make(schema, '', ''));
    }
  }
  return [...new Map([usual, bare, ...others].map((one) => [JSON.stringify(one), one])).values()];
}
