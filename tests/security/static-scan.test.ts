import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REQUIRED } from '../../tools/static-scan/checks.ts';
import { EXPLAINED, EXPLAINED_IN_BUNDLE } from '../../tools/static-scan/explained.ts';
import { scan } from '../../tools/static-scan/scan.ts';
import { type Finding, scanFile, scanHtml } from '../../tools/static-scan/scan-file.ts';

const root = resolve(import.meta.dirname, '../..');
const keyOf = ({ check, file, text }: Pick<Finding, 'check' | 'file' | 'text'>): string => `${check} | ${file} | ${text}`;

describe('the app', () => {
  const { files, findings } = scan(root);

  it('has been read', () => {
    expect(files).toBeGreaterThan(300);
  });

  it('has no finding that nobody explained', () => {
    const explained = new Set(EXPLAINED.map(keyOf));
    expect(findings.filter((finding) => !explained.has(keyOf(finding)))).toEqual([]);
  });

  it('has no explanation of a finding that is gone', () => {
    const found = new Set(findings.map(keyOf));
    expect(EXPLAINED.filter((item) => !found.has(keyOf(item)))).toEqual([]);
  });
});

describe('the bundle of main as it ships', () => {
  const file = 'out/main/main.js';
  const ours = new Set(EXPLAINED.map(({ check }) => check));
  const { findings } = scanFile(file, readFileSync(join(root, file), 'utf8'));
  const foreign = findings.filter(({ check }) => !ours.has(check) && check !== 'HTTP_RESOURCES');

  const explains = (item: (typeof EXPLAINED_IN_BUNDLE)[number]) => (finding: Finding) =>
    finding.check === item.check && finding.text.startsWith(item.start);

  it('has no finding beyond those of the sources that nobody explained', () => {
    expect(foreign.filter((finding) => !EXPLAINED_IN_BUNDLE.some((item) => explains(item)(finding)))).toEqual([]);
  });

  it('has no explanation of a finding that is gone', () => {
    expect(EXPLAINED_IN_BUNDLE.filter((item) => !foreign.some(explains(item)))).toEqual([]);
  });
});

/** What each check must raise: a scan that finds nothing proves nothing. */
const BAD: readonly (readonly [check: string, code: string])[] = [
  ['AFFINITY', "new X({ affinity: 'a' })"],
  ['ALLOWPOPUPS', "const view = <webview allowpopups='true' />"],
  ['BLINK_FEATURES', "const p = { enableBlinkFeatures: 'X' }"],
  ['CERTIFICATE_ERROR_EVENT', "app.on('certificate-error', () => {})"],
  ['CERTIFICATE_VERIFY_PROC', 'session.setCertificateVerifyProc(() => 0)'],
  ['CONTEXT_ISOLATION', 'const p = { webPreferences: { contextIsolation: false } }'],
  ['CONTEXT_ISOLATION', "const p = { webPreferences: { preload: 'p.js' } }"],
  ['CONTEXT_ISOLATION', 'const p = { webPreferences: { contextIsolation: isolated } }'],
  ['CONTEXT_ISOLATION', 'prefs.contextIsolation = false'],
  ['CSP', `const csp = "script-src 'unsafe-eval'"`],
  ['CUSTOM_ARGUMENTS', "app.commandLine.appendSwitch('js-flags', '--expose-gc')"],
  ['DANGEROUS_FUNCTIONS', "eval('x')"],
  ['DANGEROUS_FUNCTIONS', "globalThis.eval('x')"],
  ['DANGEROUS_FUNCTIONS', "new Function('x')"],
  ['DANGEROUS_FUNCTIONS', "setTimeout('x()', 1)"],
  ['DANGEROUS_FUNCTIONS', "contents.executeJavaScript('x')"],
  ['DANGEROUS_FUNCTIONS', "contents['executeJavaScript']('x')"],
  ['DANGEROUS_FUNCTIONS', 'element.innerHTML = text'],
  ['DANGEROUS_FUNCTIONS', 'const e = <div dangerouslySetInnerHTML={{ __html: x }} />'],
  ['DANGEROUS_FUNCTIONS', 'document.write(x)'],
  ['DANGEROUS_FUNCTIONS', "import { webFrame } from 'electron'"],
  ['EXPERIMENTAL_FEATURES', 'const p = { experimentalFeatures: true }'],
  ['HTTP_RESOURCES', "window.loadURL('http://example.invalid/')"],
  ['HTTP_RESOURCES', 'window.loadURL(`file:///x`)'],
  ['HTTP_RESOURCES', "window.loadFile('index.html')"],
  ['HTTP_RESOURCES', "import { net } from 'electron'"],
  ['INSECURE_CONTENT', 'const p = { allowRunningInsecureContent: true }'],
  ['NODE_INTEGRATION', 'const p = { contextIsolation: true, sandbox: true, nodeIntegration: true }'],
  ['NODE_INTEGRATION', 'const p = { contextIsolation: true, sandbox: true, nodeIntegration: false }'],
  ['NODE_INTEGRATION_ATTACH_EVENT', 'const p = { contextIsolation: true, webviewTag: true }'],
  ['NODE_INTEGRATION_ATTACH_EVENT', "const view = <webview src='x' />"],
  ['OPEN_EXTERNAL', 'shell.openExternal(url)'],
  ['OPEN_EXTERNAL', "import { shell } from 'electron'"],
  ['PROTOCOL_HANDLER', "app.setAsDefaultProtocolClient('x')"],
  ['PROTOCOL_HANDLER', "const s = { scheme: 'x', privileges: { bypassCSP: true } }"],
  ['REMOTE_MODULE', 'const p = { enableRemoteModule: true }'],
  ['REMOTE_MODULE', "import { remote } from 'electron'"],
  ['SANDBOX', 'const p = { contextIsolation: true, sandbox: false }'],
  ['SANDBOX', "app.commandLine.appendSwitch('no-sandbox')"],
  ['SECURITY_WARNINGS_DISABLED', "process.env['ELECTRON_DISABLE_SECURITY_WARNINGS'] = 'true'"],
  ['WEB_SECURITY', 'const p = { contextIsolation: true, webSecurity: false }'],
  ['door: IPC', "ipcMain.on('x', () => {})"],
  ['door: bridge', "contextBridge.exposeInMainWorld('x', {})"],
  ['door: crash reports', "import { crashReporter } from 'electron'"],
  ['door: developer tools', 'window.webContents.openDevTools()'],
  ['door: frames', "const f = <iframe src='x' />"],
  ['door: messages to any origin', "window.postMessage(x, '*')"],
  ['door: processes', 'utilityProcess.fork(file)'],
  ['door: screen capture', "import { desktopCapturer } from 'electron'"],
  ['door: updates', "import { autoUpdater } from 'electron'"],
  ['door: windows', 'new BrowserWindow()'],
  ['door: windows', 'const p = { webPreferences: made() }'],
];

describe('the scan', () => {
  it.each(BAD)('%s is found in %s', (check, code) => {
    // A private field and a static block must not keep the rest of a file from being read.
    const source = `class A { #x = 1; static { A.y = 1; } }\n${code};\n`;
    expect(scanFile('bad.tsx', source).findings.map((finding) => finding.check)).toContain(check);
  });

  it.each([
    ['HTTP_RESOURCES', '<script src="https://example.invalid/a.js"></script>'],
    ['CSP', '<script>x()</script>'],
    ['CSP', '<body onload="x()">'],
    ['NODE_INTEGRATION_ATTACH_EVENT', '<webview src="x"></webview>'],
    ['door: frames', '<iframe src="x"></iframe>'],
  ])('%s is found in %s', (check, html) => {
    expect(scanHtml('bad.html', html).map((finding) => finding.check)).toContain(check);
  });

  it('finds nothing in harmless code', () => {
    const source = `const a = { preload: 'p.cjs' }; setTimeout(run, 1); port.postMessage(a); button.on('click', () => b.send(a));`;
    expect(scanFile('good.ts', source).findings).toEqual([]);
  });

  it('does not pass over what it cannot read', () => {
    expect(() => scanFile('broken.ts', 'const = ;')).toThrow('broken.ts');
  });

  it('notices when the app no longer does what it must', () => {
    expect(scanFile('x.ts', "contents.on('will-navigate', stop);").does).toEqual(['will-navigate']);
    const missing = scan(join(root, 'scales')).findings.map(({ text }) => text);
    expect(missing).toEqual(REQUIRED.map(([name]) => `nothing does ${name}`));
  });
});
