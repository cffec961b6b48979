import { z } from 'zod';
import { HIDDEN_MINUTES, IDLE_MINUTES, type ShellSettings, shellSettings } from '../../src-shared/contract/shell.ts';

const bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });
export type Bounds = z.infer<typeof bounds>;

/** Everything main remembers; nothing of it confidential. Each key that a file holds wrongly falls back alone. */
const stored = z.object({
  language: shellSettings.shape.language.nullable().catch(null),
  colorScheme: shellSettings.shape.colorScheme.catch('auto'),
  idleMinutes: shellSettings.shape.idleMinutes.catch(IDLE_MINUTES.default),
  hiddenMinutes: shellSettings.shape.hiddenMinutes.catch(HIDDEN_MINUTES.default),
  contentProtection: z.boolean().nullable().catch(null),
  bounds: bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  lastFolder: z.string().nullable().catch(null),
  vaultFolder: z.string().nullable().catch(null),
  /** Secrets of keychain slots, encrypted by the system's store, in base64; by vault and user. */
  keychain: z.record(z.string(), z.string()).catch({}),
});
type Stored = z.infer<typeof stored>;

/** Where settings lie: electron-store, or a plain object in tests. */
export interface SettingsFile {
  read(): unknown;
  write(values: Stored): void;
}

export interface SettingsDefaults {
  readonly platform: NodeJS.Platform;
}

export class Settings {
  readonly #file: SettingsFile;
  readonly #defaults: SettingsDefaults;
  #values: Stored;

  constructor(file: SettingsFile, defaults: SettingsDefaults) {
    this.#file = file;
    this.#defaults = defaults;
    this.#values = stored.parse(readOrEmpty(file));
  }

  /** What the page may see and set. */
  get shared(): ShellSettings {
    const { language, colorScheme, idleMinutes, hiddenMinutes, contentProtection } = this.#values;
    return {
      // Chinese unless a person chose otherwise: office computers here often run an English Windows.
      language: language ?? 'zh',
      colorScheme,
      idleMinutes,
      hiddenMinutes,
      // Linux cannot; on macOS it breaks remote help more often than it hides anything.
      contentProtection: contentProtection ?? this.#defaults.platform === 'win32',
    };
  }

  get values(): Readonly<Stored> {
    return this.#values;
  }

  update(change: Partial<Stored>): void {
    this.#values = { ...this.#values, ...change };
    try {
      this.#file.write(this.#values);
    } catch {
      // A profile that cannot be written must not stop the work; the choice holds until the app ends.
    }
  }
}

function readOrEmpty(file: SettingsFile): object {
  try {
    const values = file.read();
    return typeof values === 'object' && values !== null ? { ...EMPTY, ...values } : EMPTY;
  } catch {
    return EMPTY;
  }
}

const EMPTY = Object.fromEntries(Object.keys(stored.shape).map((key) => [key, null]));
