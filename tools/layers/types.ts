/** One thing that a file reaches for. */
export interface Reach {
  readonly line: number;
  /** As written, without a query such as `?url`. */
  readonly specifier: string;
  /** Names taken from it: `default`, `*`, or the exported names; empty for an import of its effect alone. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

/** What the rules look at in one source file. */
export interface FileFacts {
  readonly reaches: readonly Reach[];
  /** Modules that `require('…')` names. */
  readonly requires: readonly string[];
  /** Uses of names and members that some room may not use: `fetch`, `.serialize(`, … with the line. */
  readonly uses: readonly { readonly line: number; readonly what: string }[];
}

export interface Violation {
  /** Path from the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
