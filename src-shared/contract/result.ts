/**
 * Errors cross the border as a code with parameters; the words live in the renderer's catalogue under `errors.<code>`.
 * Parameters never carry student text.
 */
export interface ErrorShape {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Errors that belong beside one field of the form: dotted path → code. */
  readonly fields?: Readonly<Record<string, string>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorShape };

/** Thrown by services; the dispatcher turns it into an `ErrorShape`. Anything else thrown becomes `internal`. */
export class AppError extends Error implements ErrorShape {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: Readonly<Record<string, string>>;

  constructor(code: string, params?: Record<string, string | number>, fields?: Record<string, string>) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    if (params) this.params = params;
    if (fields) this.fields = fields;
  }

  toShape(): ErrorShape {
    return { code: this.code, ...(this.params && { params: this.params }), ...(this.fields && { fields: this.fields }) };
  }
}
