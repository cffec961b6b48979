import { type ClassIdentity, classKey } from '../../../src-shared/domain/class-name.ts';
import { instant } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { ensureClass } from '../ensure-class.ts';
import type { ImportTrace } from './trace.ts';

/** Classes and dormitories of an import: each is looked for once and made where it is not there, which the trace notes. */
export class Places {
  readonly #ctx: Context;
  readonly #trace: Pick<ImportTrace, 'classes' | 'dorms'>;
  readonly #classes = new Map<string, string>();
  readonly #dorms = new Map<string, string>();

  constructor(ctx: Context, trace: Pick<ImportTrace, 'classes' | 'dorms'>) {
    this.#ctx = ctx;
    this.#trace = trace;
  }

  async classId(identity: ClassIdentity): Promise<string> {
    const key = classKey(identity);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    let made = false;
    const newId = (): string => {
      made = true;
      return this.#ctx.newId();
    };
    const id = await ensureClass({ db: this.#ctx.db, clock: this.#ctx.clock, newId }, identity);
    if (made) this.#trace.classes.push(id);
    this.#classes.set(key, id);
    return id;
  }

  async dorm(building: string, room: string): Promise<string> {
    const key = `${building}|${room}`;
    const known = this.#dorms.get(key);
    if (known !== undefined) return known;
    const { db, newId, clock } = this.#ctx;
    const found = await db
      .selectFrom('dorm')
      .select('id')
      .where('building', '=', building)
      .where('room', '=', room)
      .executeTakeFirst();
    const id = found?.id ?? newId();
    if (!found) {
      await db
        .insertInto('dorm')
        .values({ id, building, room, created_at: instant(clock) })
        .execute();
      this.#trace.dorms.push(id);
    }
    this.#dorms.set(key, id);
    return id;
  }
}
