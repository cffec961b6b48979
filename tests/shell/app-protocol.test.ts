import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSP, createAppHandler, fileFor } from '../../src-main/shell/app-protocol.ts';
import { Previews } from '../../src-main/shell/previews.ts';

let base: string;
let root: string;
const previews = new Previews();

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'xindang-protocol-'));
  root = join(base, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<p>样例</p>');
  writeFileSync(join(root, 'assets/a.js'), 'export {};');
  writeFileSync(join(root, 'assets/notes.docx'), 'no such type is served');
  writeFileSync(join(base, 'secret.js'), 'outside');
  writeFileSync(join(base, 'renderer-other.js'), 'outside, with the same prefix');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') =>
  createAppHandler({ root, preview: (id) => previews.get(id) })(new Request(url, { method }));

describe('app:// handler', () => {
  it('serves files with a fixed type and the headers that close the page', async () => {
    const answer = await ask('app://xindang/assets/a.js');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(CSP);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('names neither inline scripts nor eval nor any foreign source in its policy', () => {
    expect(CSP).toContain("default-src 'none'");
    expect(CSP).toContain("script-src 'self';");
    expect(CSP).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it.each(['/', '/students/0190', '/print/record?x=1'])('answers the route %s with the start page', async (path) => {
    const answer = await ask(`app://xindang${path}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<p>样例</p>');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses the method %s', async (method) => {
    expect((await ask('app://xindang/', method)).status).toBe(405);
  });

  it('answers HEAD without a body', async () => {
    const answer = await ask('app://xindang/assets/a.js', 'HEAD');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  it.each(['app://other/', 'app://xindang.evil/', 'app://xindang:8080/', 'app://x.xindang/'])(
    'refuses the host of %s',
    async (url) => {
      expect((await ask(url)).status).toBe(404);
    },
  );

  it.each([
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/..%2frenderer-other.js',
    '/..%5csecret.js',
    '/assets/%00a.js',
    '/%E0%A4%A',
    '//secret.js',
  ])('does not leave its folder for %s', async (path) => {
    const answer = await ask(`app://xindang${path}`);
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).toBe('');
  });

  it('serves no file whose type is not in its table', async () => {
    expect((await ask('app://xindang/assets/notes.docx')).status).toBe(404);
  });

  it('maps no path whatever to a file outside its folder', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '..%2f', '', 'a', '~', 'C:'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = fileFor(root, `/${parts.join('/')}`);
        expect(file === null || !relative(root, file).startsWith('..')).toBe(true);
      }),
    );
  });
});

describe('previews', () => {
  it('serves a PDF in memory by its id until it is closed, and zeroes it then', async () => {
    const pdf = Buffer.from('%PDF-样例');
    const id = previews.add(pdf);
    const answer = await ask(`app://xindang/preview/${id}`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe('%PDF-样例');
    previews.clear();
    expect((await ask(`app://xindang/preview/${id}`)).status).toBe(404);
    expect(pdf.every((byte) => byte === 0)).toBe(true);
  });

  it('knows no other id', async () => {
    previews.add(Buffer.from('x'));
    expect((await ask('app://xindang/preview/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});
