import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { HOST } from './security.ts';

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  // Character maps and fonts that the PDF viewer loads.
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
};

/** Styles may be inline because the component library sets them on elements; scripts never. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

const PREVIEW = /^\/preview\/([0-9a-f-]{36})$/;

export interface AppProtocolParts {
  /** Folder of the built page. */
  readonly root: string;
  readonly preview: (id: string) => Uint8Array | undefined;
}

function answer(status: number, type = 'text/plain; charset=utf-8', body: Uint8Array | null = null): Response {
  return new Response(body ? new Uint8Array(body) : null, { status, headers: { ...HEADERS, 'Content-Type': type } });
}

/**
 * File below `root` for a path of the URL, or null when it would lie elsewhere. Paths without an extension are routes of the page.
 * Exported for tests.
 */
export function fileFor(root: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(root, `.${path}`);
  const inside = relative(root, file);
  if (inside.startsWith('..') || isAbsolute(inside)) return null;
  return extname(file) === '' ? resolve(root, 'index.html') : file;
}

/** Answers `app://xindang/…`: the built page and the PDFs in memory, nothing else of the disk. */
export function createAppHandler({ root, preview }: AppProtocolParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405);
    const url = new URL(request.url);
    if (url.host !== HOST) return answer(404);
    const body = (bytes: Uint8Array): Uint8Array | null => (request.method === 'HEAD' ? null : bytes);
    const previewId = PREVIEW.exec(url.pathname)?.[1];
    if (previewId) {
      const pdf = preview(previewId);
      return pdf ? answer(200, 'application/pdf', body(pdf)) : answer(404);
    }
    const file = fileFor(root, url.pathname);
    if (!file) return answer(403);
    const type = MIME[extname(file).toLowerCase()];
    if (!type) return answer(404);
    try {
      return answer(200, type, body(await readFile(file)));
    } catch {
      return answer(404);
    }
  };
}
