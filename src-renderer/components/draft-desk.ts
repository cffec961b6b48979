/** Milliseconds of rest after the last change before a draft is saved. */
export const REST = 800;

/** Where a draft belongs: form, students (a key of domain/student-set.ts) and record. */
export interface DraftPlace {
  readonly form: string;
  readonly studentId: string;
  readonly draftId: string;
}

export type DraftBody = Readonly<Record<string, unknown>>;

/** The vault as drafts need it. */
export interface DraftPort {
  save(place: DraftPlace, body: DraftBody): Promise<{ readonly savedAt: string }>;
  load(place: DraftPlace): Promise<{ readonly body: DraftBody; readonly savedAt: string } | null>;
  discard(place: DraftPlace): Promise<unknown>;
}

export interface DraftState<T> {
  readonly values: T;
  /** UTC instant of the last save; null before the first one. */
  readonly savedAt: string | null;
  /** True once a kept draft, if any, is in `values`. */
  readonly ready: boolean;
  /** Something differs from what the form began with. */
  readonly written: boolean;
}

const keyOf = (place: DraftPlace): string => JSON.stringify([place.form, place.studentId, place.draftId]);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * All drafts that are open in this page. Each keeper belongs to one place for life, so that a late keystroke or save can only reach the
 * place it was made for; what goes to the vault for one place goes in order.
 */
export class DraftDesk {
  readonly port: DraftPort;
  readonly #open = new Set<DraftKeeper<object>>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(port: DraftPort) {
    this.port = port;
  }

  /** A keeper that is not at work yet; `open` starts it. */
  keeper<T extends object>(place: DraftPlace, initial: T): DraftKeeper<T> {
    return new DraftKeeper(this, place, initial);
  }

  /** Saves every open draft now; one that fails does not keep the others from being saved. */
  async flushAll(): Promise<void> {
    await Promise.allSettled([...this.#open].map((keeper) => keeper.flush()));
  }

  enter(keeper: DraftKeeper<object>): void {
    this.#open.add(keeper);
  }

  leave(keeper: DraftKeeper<object>): void {
    this.#open.delete(keeper);
  }

  /** Other open forms of the same place. */
  peers(keeper: DraftKeeper<object>): DraftKeeper<object>[] {
    return [...this.#open].filter((other) => other !== keeper && other.key === keeper.key);
  }

  /** Runs one call after all earlier ones for the place have ended, however they ended. */
  inOrder<R>(key: string, run: () => Promise<R>): Promise<R> {
    const before = this.#queues.get(key) ?? Promise.resolve();
    const done = before.then(run, run);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(key, settled);
    void settled.then(() => {
      if (this.#queues.get(key) === settled) this.#queues.delete(key);
    });
    return done;
  }
}

/** One form's values and the saving of them, for one place. */
export class DraftKeeper<T extends object> {
  readonly place: DraftPlace;
  readonly key: string;
  readonly #desk: DraftDesk;
  readonly #listeners = new Set<() => void>();
  /** What this form began with, by which written is told from blank; and what it goes back to. */
  #start: T;
  #initial: T;
  #state: DraftState<T>;
  #unsaved: T | null = null;
  /** Fields typed into before the kept draft had come; they win over it. */
  readonly #early = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened = false;
  /** Counts discards: a draft that was on its way when the person gave it up is not taken in. */
  #round = 0;

  constructor(desk: DraftDesk, place: DraftPlace, initial: T) {
    this.#desk = desk;
    this.place = place;
    this.key = keyOf(place);
    this.#start = initial;
    this.#initial = initial;
    this.#state = { values: initial, savedAt: null, ready: false, written: false };
  }

  readonly state = (): DraftState<T> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What the form goes back to when its draft is given up. */
  begin(initial: T): void {
    this.#initial = initial;
  }

  /** Starts work; the returned function ends it and saves what is not saved. */
  open(): () => void {
    this.#opened = true;
    this.#desk.enter(this as unknown as DraftKeeper<object>);
    void this.#load();
    return () => {
      this.#opened = false;
      this.#desk.leave(this as unknown as DraftKeeper<object>);
      void this.flush().catch(() => undefined);
    };
  }

  set(next: Partial<T> | ((previous: T) => T)): void {
    const { values } = this.#state;
    const changed = typeof next === 'function' ? next(values) : { ...values, ...next };
    if (!this.#state.ready) {
      for (const field of Object.keys(changed)) {
        if (!same(changed[field as keyof T], values[field as keyof T])) this.#early.add(field);
      }
    }
    this.#unsaved = changed;
    this.#show({ values: changed, written: !same(changed, this.#start) });
    for (const peer of this.#peers()) peer.#adopt(changed);
    clearTimeout(this.#timer);
    // A keystroke that arrives after the form was left goes to its own place at once.
    if (this.#opened) this.#timer = setTimeout(() => void this.flush().catch(() => undefined), REST);
    else void this.flush().catch(() => undefined);
  }

  /** Saves what is not saved. @throws ApiError; the words stay and are saved with the next change. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const body = this.#unsaved;
    if (body === null) return;
    this.#unsaved = null;
    const round = this.#round;
    try {
      const { savedAt } = await this.#desk.inOrder(this.key, () => this.#desk.port.save(this.place, { ...body } as DraftBody));
      if (round === this.#round) this.#show({ savedAt });
    } catch (error) {
      if (round === this.#round) this.#unsaved ??= body;
      throw error;
    }
  }

  /** Takes the kept draft away and goes back to how the form began. */
  async discard(): Promise<void> {
    this.#reset();
    for (const peer of this.#peers()) peer.#reset();
    await this.#desk.inOrder(this.key, () => this.#desk.port.discard(this.place));
  }

  async #load(): Promise<void> {
    const round = this.#round;
    for (const peer of this.#peers()) await peer.flush().catch(() => undefined);
    const kept = await this.#desk.inOrder(this.key, () => this.#desk.port.load(this.place)).catch(() => null);
    if (this.#state.ready) return;
    if (!kept || round !== this.#round) {
      this.#show({ ready: true });
      return;
    }
    const { values } = this.#state;
    const early = Object.fromEntries(Object.entries(values).filter(([field]) => this.#early.has(field)));
    const merged = { ...values, ...(kept.body as Partial<T>), ...(early as Partial<T>) };
    if (this.#unsaved !== null) this.#unsaved = merged;
    this.#show({ values: merged, savedAt: kept.savedAt, ready: true, written: true });
  }

  #peers(): DraftKeeper<T>[] {
    return this.#desk.peers(this as unknown as DraftKeeper<object>) as unknown as DraftKeeper<T>[];
  }

  #adopt(values: T): void {
    this.#unsaved = null;
    clearTimeout(this.#timer);
    this.#show({ values, ready: true, written: !same(values, this.#start) });
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
    this.#unsaved = null;
    this.#early.clear();
    this.#start = this.#initial;
    this.#show({ values: this.#initial, savedAt: null, ready: true, written: false });
  }

  #show(change: Partial<DraftState<T>>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
