import type { EventEmitter } from 'node:events';

/** First argument of most of Electron's events. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<T extends object>(more: T): PreventableEvent & T {
  let prevented = false;
  return {
    ...more,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
}

/** Emits an event whose listeners may object; true when one did. */
export function asks<T extends object>(emitter: EventEmitter, name: string, more: T, ...args: unknown[]): boolean {
  const event = preventable(more);
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}
