import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const fonts = spawnSync('fc-list', [':lang=zh', 'file'], { encoding: 'utf8' });
  return fonts.status === 0 && fonts.stdout.trim() !== '';
}

/**
 * Programs outside npm: the Debian package, what needs it, and how its presence is seen.
 * @type {readonly { name: string, purposes: readonly string[], present: () => boolean, linuxOnly?: boolean }[]}
 */
const PACKAGES = [
  {
    name: 'chromium',
    purposes: ['demo', 'test'],
    present: () => ['chromium', 'chromium-browser', 'google-chrome'].some(onPath) || CHROMIUM.some((path) => existsSync(path)),
  },
  { name: 'fonts-noto-cjk', purposes: ['demo', 'test'], present: hasChineseFont },
  { name: 'xvfb', purposes: ['test'], present: () => onPath('Xvfb'), linuxOnly: true },
  { name: 'xauth', purposes: ['test'], present: () => onPath('xauth'), linuxOnly: true },
  { name: 'poppler-utils', purposes: ['test'], present: () => onPath('pdftotext') },
  { name: 'qpdf', purposes: ['test'], present: () => onPath('qpdf') },
  { name: 'libreoffice-calc-nogui', purposes: ['test'], present: () => onPath('soffice') || onPath('libreoffice') },
];

/**
 * Names of the packages that a purpose needs and the machine lacks.
 * @param {string} purpose
 */
export function missingPackages(purpose) {
  return PACKAGES.filter(({ purposes, present, linuxOnly }) => {
    if (!purposes.includes(purpose)) return false;
    if (linuxOnly && process.platform !== 'linux') return false;
    return !present();
  }).map(({ name }) => name);
}
