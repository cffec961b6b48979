import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DraftBody, DraftDesk, type DraftKeeper, type DraftPlace, REST } from '../../src-renderer/components/draft-desk.ts';
import { studentSet } from '../../src-shared/domain/student-set.ts';

interface Values {
  readonly text: string;
  readonly more: string;
}
const BLANK: Values = { text: '', more: '' };

/** A vault that answers each call only when it is told to, in the order of the calls. */
class SlowVault {
  readonly kept = new Map<string, DraftBody>();
  readonly #waiting: (() => void)[] = [];

  readonly port = {
    save: (place: DraftPlace, body: DraftBody) =>
      this.#later(() => {
        this.kept.set(keyOf(place), body);
        return { savedAt: '2026-11-24T02:00:00.000Z' };
      }),
    load: (place: DraftPlace) =>
      this.#later(() => {
        const body = this.kept.get(keyOf(place));
        return body ? { body, savedAt: '2026-11-24T02:00:00.000Z' } : null;
      }),
    discard: (place: DraftPlace) => this.#later(() => this.kept.delete(keyOf(place))),
  };

  /** Answers everything that waits, and what comes of it. */
  async answer(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      const next = this.#waiting.shift();
      next?.();
      for (let i = 0; i < 8; i += 1) await Promise.resolve();
      quiet = next ? 0 : quiet + 1;
    }
  }

  /** Answers the oldest call only. */
  async answerOne(): Promise<void> {
    this.#waiting.shift()?.();
    for (let i = 0; i < 8; i += 1) await Promise.resolve();
  }

  #later<R>(run: () => R): Promise<R> {
    return new Promise((resolve) => this.#waiting.push(() => resolve(run())));
  }
}

const keyOf = (place: DraftPlace) => JSON.stringify([place.form, place.studentId, place.draftId]);
const placeOf = (...students: string[]): DraftPlace => ({ form: 'quickLog', studentId: studentSet(students), draftId: 'new' });

let vault: SlowVault;
let desk: DraftDesk;

beforeEach(() => {
  vi.useFakeTimers();
  vault = new SlowVault();
  desk = new DraftDesk(vault.port);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Opens a form as the screen does. */
async function open(place: DraftPlace): Promise<{ keeper: DraftKeeper<Values>; close: () => void }> {
  const keeper = desk.keeper<Values>(place, BLANK);
  const close = keeper.open();
  await vault.answer();
  return { keeper, close };
}

describe('a draft', () => {
  test('that rests while the form goes to another student is saved where it was typed', async () => {
    const a = await open(placeOf('a'));
    a.keeper.set({ text: '样例甲' });
    a.close();
    const b = await open(placeOf('b'));
    await vi.advanceTimersByTimeAsync(REST);
    await desk.flushAll();
    await vault.answer();
    expect(b.keeper.state()).toMatchObject({ values: BLANK, written: false });
    expect(vault.kept).toEqual(new Map([[keyOf(placeOf('a')), { text: '样例甲', more: '' }]]));
  });

  test('takes a keystroke that comes after the form was left to its own place, also when the lock comes', async () => {
    const a = await open(placeOf('a'));
    a.close();
    const b = await open(placeOf('b'));
    b.keeper.set({ text: '样例乙' });
    a.keeper.set({ text: '样例甲,迟到的' });
    void desk.flushAll();
    await vault.answer();
    expect(vault.kept.get(keyOf(placeOf('a')))).toMatchObject({ text: '样例甲,迟到的' });
    expect(vault.kept.get(keyOf(placeOf('b')))).toMatchObject({ text: '样例乙' });
  });

  test('does not lose what was kept when somebody types before it has come', async () => {
    vault.kept.set(keyOf(placeOf('a')), { text: '样例旧', more: '样例另一栏' });
    const keeper = desk.keeper<Values>(placeOf('a'), BLANK);
    keeper.open();
    keeper.set({ text: '样例新' });
    await vault.answer();
    await vi.advanceTimersByTimeAsync(REST);
    await vault.answer();
    expect(keeper.state().values).toEqual({ text: '样例新', more: '样例另一栏' });
    expect(vault.kept.get(keyOf(placeOf('a')))).toEqual({ text: '样例新', more: '样例另一栏' });
  });

  test('that was saved or given up does not come back by a save that was under way', async () => {
    const a = await open(placeOf('a'));
    a.keeper.set({ text: '样例' });
    await vi.advanceTimersByTimeAsync(REST);
    void a.keeper.discard();
    await vault.answer();
    await vi.advanceTimersByTimeAsync(REST);
    await vault.answer();
    expect(a.keeper.state()).toMatchObject({ values: BLANK, savedAt: null, written: false });
    expect(vault.kept.size).toBe(0);
  });

  test('of one place shows the same in two forms', async () => {
    const page = await open(placeOf('a'));
    const dialog = await open(placeOf('a'));
    dialog.keeper.set({ text: '样例' });
    expect(page.keeper.state().values.text).toBe('样例');
    page.keeper.set({ more: '样例另' });
    expect(dialog.keeper.state().values).toEqual({ text: '样例', more: '样例另' });
    page.close();
    dialog.close();
    await vault.answer();
    expect(vault.kept.get(keyOf(placeOf('a')))).toEqual({ text: '样例', more: '样例另' });
  });

  test('that could not be saved is saved with the next change', async () => {
    const save = vi.spyOn(vault.port, 'save').mockRejectedValueOnce(new Error('diskFull'));
    const a = await open(placeOf('a'));
    a.keeper.set({ text: '样例' });
    await vi.advanceTimersByTimeAsync(REST);
    await vault.answer();
    void desk.flushAll();
    await vault.answer();
    expect(save).toHaveBeenCalledTimes(2);
    expect(vault.kept.get(keyOf(placeOf('a')))).toMatchObject({ text: '样例' });
  });

  test('knows its students in any order', () => {
    expect(studentSet(['b', 'a', 'b', ''])).toBe('a,b');
    expect(placeOf('a', 'b')).toEqual(placeOf('b', 'a'));
    expect(studentSet([])).toBe('');
  });
});

describe('whatever is done, in whatever order', () => {
  const sets = [[], ['a'], ['b'], ['a', 'b']] as const;
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('type' as const) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('switch' as const), to: fc.integer({ min: 0, max: sets.length - 1 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('late' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('rest' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('answerOne' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('lock' as const) }) },
  );

  test('no text of one set of students shows under another, and none that was typed is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        vault = new SlowVault();
        desk = new DraftDesk(vault.port);
        const should = new Map<string, string>();
        let at = 0;
        let count = 0;
        let previous: { keeper: DraftKeeper<Values>; set: string } | null = null;
        const enter = () => {
          const keeper = desk.keeper<Values>(placeOf(...(sets[at] ?? [])), BLANK);
          return { keeper, close: keeper.open(), set: studentSet(sets[at] ?? []) };
        };
        let now = enter();
        await vault.answer();
        const type = (form: { keeper: DraftKeeper<Values>; set: string }) => {
          count += 1;
          should.set(form.set, `${form.set}|${count}`);
          form.keeper.set({ text: `${form.set}|${count}` });
        };
        const check = () => {
          const shown = now.keeper.state().values.text;
          expect(shown === '' || shown.startsWith(`${now.set}|`)).toBe(true);
          for (const [key, body] of vault.kept) expect(String(body.text).split('|')[0]).toBe(JSON.parse(key)[1]);
        };
        for (const one of steps) {
          if (one.do === 'type') type(now);
          else if (one.do === 'late' && previous && previous.set !== now.set) type(previous);
          else if (one.do === 'switch') {
            previous = now;
            now.close();
            at = one.to;
            now = enter();
          } else if (one.do === 'rest') await vi.advanceTimersByTimeAsync(REST);
          else if (one.do === 'answerOne') await vault.answerOne();
          else if (one.do === 'save') {
            should.delete(now.set);
            void now.keeper.discard();
          } else if (one.do === 'lock') {
            void desk.flushAll();
            await vault.answer();
            desk = new DraftDesk(vault.port);
            previous = null;
            now = enter();
            await vault.answer();
            expect(now.keeper.state().values.text).toBe(should.get(now.set) ?? '');
          }
          check();
        }
        void desk.flushAll();
        await vault.answer();
        await vi.advanceTimersByTimeAsync(REST);
        await vault.answer();
        check();
        const kept = Object.fromEntries([...vault.kept].map(([key, body]) => [JSON.parse(key)[1], body.text]));
        expect(kept).toEqual(Object.fromEntries(should));
        expect(now.keeper.state().values.text).toBe(should.get(now.set) ?? '');
      }),
      { numRuns: 300 },
    );
  });
});
