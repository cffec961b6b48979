import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCarrier } from '../../../tools/electron-on-chromium/carrier.ts';

const carrier = makeCarrier();
const carry = <T>(value: T): T => carrier.decode(carrier.encode(value)) as T;

const shared = { name: '样例' };
const cyclic: Record<string, unknown> = { name: '环' };
cyclic.self = cyclic;
const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;

const values: readonly (readonly [string, unknown])[] = [
  ['text', '样例 😀 \ud800'],
  ['undefined', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['minus zero', -0],
  ['infinities', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['bigint', 2n ** 80n],
  ['date', new Date('2026-11-24T08:00:00.123Z')],
  ['invalid date', new Date(Number.NaN)],
  ['regexp', /样例\/x/giu],
  ['map', new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'a'])]])],
  ['set', new Set([undefined, Number.NaN, new Date(0)])],
  ['bytes', new Uint8Array([0, 255, 128])],
  ['a part of a buffer', new Uint16Array(buffer, 2, 2)],
  ['two views of one buffer', [new Uint8Array(buffer, 0, 4), new DataView(buffer, 4)]],
  ['array buffer', buffer],
  ['empty bytes', new Float64Array(0)],
  ['undefined in objects and arrays', { a: undefined, b: [undefined, null] }],
  ['a list with holes', Object.assign(new Array(3), { 0: 1, 2: 3 })],
  ['an own key named __proto__', JSON.parse('{"__proto__": {"polluted": true}}')],
  ['boxed values', [Object(1), Object('a'), Object(true)]],
  ['deep', { a: [{ b: new Map([['c', [new Uint8Array([1])]]]) }] }],
  ['shared', [shared, shared]],
  ['cyclic', cyclic],
];

describe('carrier', () => {
  it.each(values)('carries %s as structuredClone does', (_name, value) => {
    expect(carry(value)).toStrictEqual(structuredClone(value));
  });

  it('keeps what is one object one object', () => {
    const [first, second] = carry([shared, shared]);
    expect(first).toBe(second);
    const circle = carry(cyclic);
    expect(circle.self).toBe(circle);
    const [left, right] = carry([new Uint8Array(buffer, 0, 4), new DataView(buffer, 4)] as const);
    expect(left?.buffer).toBe(right?.buffer);
  });

  it('keeps errors with type, message, stack and cause', () => {
    const error = new RangeError('样例', { cause: { code: 7 } });
    const arrived = carry(error);
    expect(arrived).toBeInstanceOf(RangeError);
    expect([arrived.name, arrived.message, arrived.stack, arrived.cause]).toEqual([
      'RangeError',
      '样例',
      error.stack,
      { code: 7 },
    ]);
  });

  it('drops prototypes, as structuredClone does', () => {
    class Sample {
      readonly a = 1;
    }
    expect(Object.getPrototypeOf(carry(new Sample()))).toBe(Object.prototype);
  });

  it('pollutes no prototype', () => {
    carry(JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve()],
    ['a nested function', { a: [() => 1] }],
  ])('refuses %s, as structuredClone does', (_name, value) => {
    expect(() => structuredClone(value)).toThrow();
    expect(() => carry(value)).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
  });

  it('carries anything that can be cloned', () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withBigInt: true,
      withSparseArray: true,
      withBoxedValues: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(carry(value)).toStrictEqual(structuredClone(value));
      }),
      { numRuns: 500 },
    );
  });
});
