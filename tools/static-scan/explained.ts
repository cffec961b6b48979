/** A finding that was looked at, and why it stays. The line must stand in the file just so: a changed line is looked at again. */
export interface Explained {
  readonly check: string;
  readonly file: string;
  readonly text: string;
  readonly why: string;
}

export const EXPLAINED: readonly Explained[] = [
  {
    check: 'PROTOCOL_HANDLER',
    file: 'src-main/shell/security.ts',
    text: 'protocol.registerSchemesAsPrivileged([',
    why: 'app:// is a standard, secure scheme with fetch; it neither bypasses the CSP nor allows service workers (point 18).',
  },
  {
    check: 'PROTOCOL_HANDLER',
    file: 'src-main/main.ts',
    text: 'session.protocol.handle(',
    why: 'Serves the built page and PDFs in memory; paths outside the folder are refused (tests/shell/app-protocol.test.ts).',
  },
  {
    check: 'CSP',
    file: 'src-main/shell/app-protocol.ts',
    text: `"style-src 'self' 'unsafe-inline'",`,
    why: 'The component library sets styles on elements. Scripts never run inline (tests/shell/network.test.ts).',
  },
  {
    check: 'CUSTOM_ARGUMENTS',
    file: 'src-main/shell/security.ts',
    text: 'for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);',
    why: 'A fixed list that only takes network services away; a test holds the list (tests/security/hardening.test.ts).',
  },
  {
    check: 'door: windows',
    file: 'src-main/main.ts',
    text: 'open: (options: Electron.BrowserWindowConstructorOptions) => new BrowserWindow(options),',
    why: 'The only place that makes windows; called by openMainWindow and openPrintWindow with the one set of preferences.',
  },
  {
    check: 'door: windows',
    file: 'src-main/shell/windows.ts',
    text: 'webPreferences: preferences(parts, options.session),',
    why: 'The one set of preferences, written out in the same file and checked there.',
  },
  {
    check: 'door: windows',
    file: 'src-main/shell/windows.ts',
    text: 'const window = parts.open({ ...PRINT_SIZE, show: false, skipTaskbar: true, webPreferences: preferences(parts, session) });',
    why: 'The same set for the hidden window that lays out paper.',
  },
  {
    check: 'door: processes',
    file: 'src-main/main.ts',
    text: "utilityProcess.fork(join(import.meta.dirname, 'vault-process.js'), [], {",
    why: 'The vault process, from a fixed file beside this one, without arguments.',
  },
  {
    check: 'door: IPC',
    file: 'src-main/main.ts',
    text: 'ipcMain.handle(IPC_CALL, route);',
    why: 'The one door of main; who calls is checked before anything else (tests/security/access-table.test.ts).',
  },
  {
    check: 'door: IPC',
    file: 'src-main/preload.ts',
    text: 'call: (channel: string, input: unknown): Promise<Result<unknown>> => ipcRenderer.invoke(IPC_CALL, channel, input),',
    why: 'A fixed IPC name; the channel inside it is looked up in the contract by main.',
  },
  {
    check: 'door: IPC',
    file: 'src-main/preload.ts',
    text: 'ipcRenderer.on(IPC_EVENT, relay);',
    why: 'A fixed IPC name; the page gets the event of the app, never the event object of Electron.',
  },
  {
    check: 'door: bridge',
    file: 'src-main/preload.ts',
    text: "contextBridge.exposeInMainWorld('xindang', bridge);",
    why: 'Two functions of our own; no function of Electron crosses (tests/shell/running-app.test.ts).',
  },
];

/**
 * What packages bring into main's bundle, by the start of its line. There the HTTP_RESOURCES are names of JSON schemas; nothing in main
 * can load an address.
 */
export const EXPLAINED_IN_BUNDLE: readonly { readonly check: string; readonly start: string; readonly why: string }[] = [
  {
    check: 'DANGEROUS_FUNCTIONS',
    start: 'const validate = new Function(',
    why: 'ajv, brought by electron-store, compiles a schema; the settings give it none (src-main/main.ts), zod checks them instead.',
  },
  {
    check: 'OPEN_EXTERNAL',
    start: 'const error = await shell.openPath(this.path);',
    why: 'electron-store can open its file in an editor; nothing calls it, and no channel leads there.',
  },
];
