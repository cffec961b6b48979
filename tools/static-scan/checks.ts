/**
 * What the scan looks for: the checks of Doyensec's Electronegativity 1.10.3, each under its name there (docs/adr/0009 says why it is
 * not run itself), and below them doors of this app that somebody must have looked at. A check is a name and what raises it.
 */

/** Keys of an object whose mere presence is a finding. */
export const KEYS: Readonly<Record<string, string>> = {
  affinity: 'AFFINITY',
  allowpopups: 'ALLOWPOPUPS',
  enableBlinkFeatures: 'BLINK_FEATURES',
  disableBlinkFeatures: 'BLINK_FEATURES',
  experimentalFeatures: 'EXPERIMENTAL_FEATURES',
  allowRunningInsecureContent: 'INSECURE_CONTENT',
  enableRemoteModule: 'REMOTE_MODULE',
  dangerouslySetInnerHTML: 'DANGEROUS_FUNCTIONS',
  bypassCSP: 'PROTOCOL_HANDLER',
  allowServiceWorkers: 'PROTOCOL_HANDLER',
  corsEnabled: 'PROTOCOL_HANDLER',
};

/** Every object with web preferences must say these in so many words; a default that changes one day must not matter. */
export const PREFERENCES: Readonly<Record<string, readonly [value: boolean, check: string]>> = {
  contextIsolation: [true, 'CONTEXT_ISOLATION'],
  nodeIntegration: [false, 'NODE_INTEGRATION'],
  nodeIntegrationInWorker: [false, 'NODE_INTEGRATION'],
  nodeIntegrationInSubFrames: [false, 'NODE_INTEGRATION'],
  sandbox: [true, 'SANDBOX'],
  webSecurity: [true, 'WEB_SECURITY'],
  webviewTag: [false, 'NODE_INTEGRATION_ATTACH_EVENT'],
  spellcheck: [false, 'HTTP_RESOURCES'],
};

/** Members that are a finding wherever they are taken. */
export const MEMBERS: Readonly<Record<string, string>> = {
  executeJavaScript: 'DANGEROUS_FUNCTIONS',
  executeJavaScriptInIsolatedWorld: 'DANGEROUS_FUNCTIONS',
  insertCSS: 'DANGEROUS_FUNCTIONS',
  insertAdjacentHTML: 'DANGEROUS_FUNCTIONS',
  setHTMLUnsafe: 'DANGEROUS_FUNCTIONS',
  createContextualFragment: 'DANGEROUS_FUNCTIONS',
  openExternal: 'OPEN_EXTERNAL',
  openPath: 'OPEN_EXTERNAL',
  setCertificateVerifyProc: 'CERTIFICATE_VERIFY_PROC',
  setAsDefaultProtocolClient: 'PROTOCOL_HANDLER',
  registerSchemesAsPrivileged: 'PROTOCOL_HANDLER',
  appendSwitch: 'CUSTOM_ARGUMENTS',
  appendArgument: 'CUSTOM_ARGUMENTS',
  loadFile: 'HTTP_RESOURCES',
  setFeedURL: 'door: updates',
  exposeInMainWorld: 'door: bridge',
  fork: 'door: processes',
  openDevTools: 'door: developer tools',
  setDisplayMediaRequestHandler: 'door: screen capture',
};

/** Values of electron that the app has no use for. */
export const ELECTRON: Readonly<Record<string, string>> = {
  remote: 'REMOTE_MODULE',
  shell: 'OPEN_EXTERNAL',
  autoUpdater: 'door: updates',
  crashReporter: 'door: crash reports',
  desktopCapturer: 'door: screen capture',
  webFrame: 'DANGEROUS_FUNCTIONS',
  net: 'HTTP_RESOURCES',
};

/** Members of one object: `object.member`. */
export const PAIRS: Readonly<Record<string, string>> = {
  'document.write': 'DANGEROUS_FUNCTIONS',
  'document.writeln': 'DANGEROUS_FUNCTIONS',
  'ipcMain.handle': 'door: IPC',
  'ipcMain.handleOnce': 'door: IPC',
  'ipcMain.on': 'door: IPC',
  'ipcRenderer.send': 'door: IPC',
  'ipcRenderer.sendSync': 'door: IPC',
  'ipcRenderer.on': 'door: IPC',
  'ipcRenderer.invoke': 'door: IPC',
  'protocol.handle': 'PROTOCOL_HANDLER',
};

/** Events that are a finding when somebody listens. */
export const EVENTS: Readonly<Record<string, string>> = {
  'certificate-error': 'CERTIFICATE_ERROR_EVENT',
  'select-client-certificate': 'CERTIFICATE_ERROR_EVENT',
  login: 'CERTIFICATE_ERROR_EVENT',
  'open-url': 'PROTOCOL_HANDLER',
};

/** Parts of text that are a finding. */
export const WORDS: readonly (readonly [pattern: RegExp, check: string])[] = [
  [/^\s*(?:https?|wss?|ftp|file):\/\//i, 'HTTP_RESOURCES'],
  [/ELECTRON_DISABLE_SECURITY_WARNINGS/, 'SECURITY_WARNINGS_DISABLED'],
  [/unsafe-(?:inline|eval)|wasm-unsafe-eval/, 'CSP'],
  [/^(?:--)?(?:no-sandbox|disable-web-security|disable-site-isolation-trials)/, 'SANDBOX'],
  [/^(?:--)?(?:ignore-certificate-errors|remote-debugging-port|remote-debugging-pipe|js-flags|inspect)/, 'CUSTOM_ARGUMENTS'],
];

/** What src-main must do somewhere; each that is missing is a finding of its own. */
export const REQUIRED: readonly (readonly [member: string, check: string])[] = [
  ['enableSandbox', 'SANDBOX'],
  ['onBeforeRequest', 'HTTP_RESOURCES'],
  ['setPermissionRequestHandler', 'PERMISSION_REQUEST_HANDLER'],
  ['setPermissionCheckHandler', 'PERMISSION_REQUEST_HANDLER'],
  ['setDevicePermissionHandler', 'PERMISSION_REQUEST_HANDLER'],
  ['setWindowOpenHandler', 'LIMIT_NAVIGATION'],
  ['will-navigate', 'LIMIT_NAVIGATION'],
  ['will-redirect', 'LIMIT_NAVIGATION'],
  ['will-frame-navigate', 'LIMIT_NAVIGATION'],
  ['will-attach-webview', 'NODE_INTEGRATION_ATTACH_EVENT'],
  ['Content-Security-Policy', 'CSP'],
];
