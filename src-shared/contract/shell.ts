import { z } from 'zod';
import { type Contract, shellChannel } from './channel.ts';

export const languages = ['zh', 'en'] as const;
export const colorSchemes = ['auto', 'light', 'dark'] as const;
export const IDLE_MINUTES = { min: 1, max: 30, default: 10 } as const;
/** A window that nobody sees may stay open for less time than one that is looked at. */
export const HIDDEN_MINUTES = { min: 1, max: 15, default: 5 } as const;

/** Settings of this computer, none of them confidential: they are readable while the vault is locked. */
export const shellSettings = z.object({
  language: z.enum(languages),
  colorScheme: z.enum(colorSchemes),
  idleMinutes: z.number().int().min(IDLE_MINUTES.min).max(IDLE_MINUTES.max),
  /** Minutes until a minimised or hidden window locks, however busy the computer is. */
  hiddenMinutes: z.number().int().min(HIDDEN_MINUTES.min).max(HIDDEN_MINUTES.max),
  /** Keeps the window out of screenshots and screen sharing (Windows, macOS). */
  contentProtection: z.boolean(),
});
export type ShellSettings = z.infer<typeof shellSettings>;

/** Why a file is chosen; `folder` purposes open a folder dialog. */
export const openPurposes = ['import', 'backup', 'attachment', 'folder'] as const;

const filters = z
  .array(z.object({ name: z.string().max(60), extensions: z.array(z.string().regex(/^[a-z0-9]{1,12}$/i)).max(20) }))
  .max(10)
  .default([]);
const chosenFile = z.object({
  /** Stands for the path; the vault process alone can turn it back into one. */
  token: z.string(),
  name: z.string(),
  /** Bytes; 0 for a folder and for a file that does not exist yet. */
  size: z.number(),
});
const previewId = z.uuid();
/** Path below `/print/` of the renderer, such as `front-sheet` or `plan/closing`. */
const printRoute = z
  .string()
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/)
  .max(80);

export const shell = {
  'shell.info': shellChannel({
    input: z.object({}),
    output: z.object({
      version: z.string(),
      /** `preview`: the stand-in host that runs the app where Electron's binary cannot be had. */
      host: z.enum(['electron', 'preview']),
      platform: z.string(),
      vaultFolder: z.string(),
      /** The system's language tag, for the first start. */
      locale: z.string(),
    }),
  }),
  /** The person typed, pointed or scrolled; the renderer sends it at most every few seconds. */
  'shell.activity': shellChannel({ input: z.object({}), output: z.object({}) }),
  'shell.lock': shellChannel({ when: 'unlocked', input: z.object({}), output: z.object({ locked: z.boolean() }) }),
  /** Answer to the event `locking`: all drafts are saved, no need to wait longer. */
  'shell.flushed': shellChannel({ input: z.object({}), output: z.object({}) }),
  'shell.getSettings': shellChannel({ input: z.object({}), output: shellSettings }),
  'shell.setSettings': shellChannel({ effect: 'write', input: shellSettings.partial(), output: shellSettings }),
  /** Opens a folder dialog and keeps its answer as the place of the vault; only while locked. Null when cancelled. */
  'shell.chooseVaultFolder': shellChannel({
    when: 'locked',
    effect: 'write',
    input: z.object({}),
    output: z.object({ folder: z.string() }).nullable(),
  }),
  /** Opens the system dialog; null when cancelled. */
  'files.chooseOpen': shellChannel({
    input: z.object({ purpose: z.enum(openPurposes), filters }),
    output: chosenFile.nullable(),
  }),
  /** Several files for reading at once; none when cancelled. */
  'files.chooseSeveral': shellChannel({
    input: z.object({ filters }),
    output: z.array(chosenFile),
  }),
  'files.chooseSave': shellChannel({
    input: z.object({ suggestedName: z.string().min(1).max(160), filters }),
    output: chosenFile.nullable(),
  }),
  /** Lays out `app://xindang/print/<route>?<query>` in a hidden window and keeps its PDF in memory at `/preview/<previewId>`. */
  'print.preview': shellChannel({
    when: 'unlocked',
    input: z.object({
      route: printRoute,
      query: z.record(z.string().max(40), z.string().max(400)).default({}),
      landscape: z.boolean().default(false),
    }),
    output: z.object({ previewId, pages: z.number().int().min(1) }),
  }),
  /** Called by the print page itself once everything is laid out; `error` is a code when it cannot be. */
  'print.ready': shellChannel({
    when: 'unlocked',
    input: z.object({
      /** Stands in the running header, as the PDF's suggested file name and nowhere on disk. */
      title: z.string().max(120),
      /** Word of the running header such as 机密; empty for none. */
      mark: z.string().max(20).default(''),
      pageNumbers: z.boolean().default(true),
      /** Stands before the page number, such as copy number and recipient. */
      note: z.string().max(120).default(''),
      error: z.string().max(60).optional(),
    }),
    output: z.object({}),
  }),
  /** Asks where to, records the output in the vault, then lets the file appear. */
  'print.save': shellChannel({
    when: 'unlocked',
    effect: 'export',
    input: z.object({ previewId }),
    output: z.object({ saved: z.boolean(), name: z.string() }),
  }),
  'print.print': shellChannel({
    when: 'unlocked',
    effect: 'export',
    input: z.object({ previewId }),
    output: z.object({ printed: z.boolean() }),
  }),
  'print.close': shellChannel({ input: z.object({ previewId }), output: z.object({}) }),
  /** Puts text on the clipboard and takes it off again after 60 seconds or at lock, unless something else was copied. */
  'clipboard.copy': shellChannel({ input: z.object({ text: z.string().min(1).max(10_000) }), output: z.object({}) }),
} as const satisfies Contract;
