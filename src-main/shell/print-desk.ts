import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { PrintToPDFOptions, WebContentsPrintOptions } from 'electron';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError, type Result } from '../../src-shared/contract/result.ts';
import { writeFileConfirmed } from '../files/atomic-write.ts';
import type { Previews } from './previews.ts';
import { HOME } from './security.ts';
import type { Words } from './words.ts';

/** A hidden window that lays out one document. */
export interface PrintWindow {
  readonly contentsId: number;
  load(url: string): Promise<void>;
  toPdf(options: PrintToPDFOptions): Promise<Buffer>;
  print(options: WebContentsPrintOptions): Promise<{ readonly ok: boolean; readonly reason: string }>;
  /** Called once when the page dies or the window is closed by anything but `close`. */
  onGone(listener: () => void): void;
  close(): void;
}

export type PrintReady = ParsedInput<'print.ready'>;

export interface PrintDeskParts {
  readonly openWindow: () => PrintWindow;
  readonly previews: Previews;
  readonly words: () => Words;
  readonly savePath: (suggestedName: string) => Promise<string | null>;
  /** Calls the vault process. */
  readonly vault: (channel: string, input: unknown) => Promise<Result<unknown>>;
  readonly timeoutMs?: number;
}

interface Document {
  readonly window: PrintWindow;
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  readonly title: string;
  readonly landscape: boolean;
  readonly sha256: string;
}

const TIMEOUT_MS = 60_000;
/** More than a person looks at; the oldest goes. */
const MAX_OPEN = 6;

/** A template is a page of its own: it sees neither styles nor fonts of the document, hence sizes inline and a font of the system. */
const TEMPLATE_STYLE =
  "width:100%;margin:0 15mm;font-size:8px;color:#444;display:flex;justify-content:space-between;font-family:'Noto Sans SC','Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif";

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Header and footer of the printed page. Exported for tests. */
export function pdfOptions(ready: PrintReady, landscape: boolean, words: Words): PrintToPDFOptions {
  const line = (left: string, right: string): string =>
    `<div style="${TEMPLATE_STYLE}"><span>${left}</span><span>${right}</span></div>`;
  const numbers = words.page('<span class="pageNumber"></span>', '<span class="totalPages"></span>');
  return {
    pageSize: 'A4',
    landscape,
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    displayHeaderFooter: true,
    headerTemplate: line(escapeHtml(ready.mark), escapeHtml(ready.title)),
    footerTemplate: line(escapeHtml(ready.note), ready.pageNumbers ? numbers : ''),
    margins: { top: 0.8, bottom: 0.8, left: 0.6, right: 0.6 },
  };
}

/** Pages of a PDF made by Chromium, which writes its page objects uncompressed. */
export function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0;
}

/** Makes documents into PDFs in memory, shows them through `Previews`, and lets them out only after the vault has recorded it. */
export class PrintDesk {
  readonly #parts: PrintDeskParts;
  readonly #documents = new Map<string, Document>();
  readonly #waiting = new Map<
    number,
    { readonly window: PrintWindow; readonly ready: (ready: PrintReady) => void; readonly fail: (error: Error) => void }
  >();

  constructor(parts: PrintDeskParts) {
    this.#parts = parts;
  }

  async preview({ route, query, landscape }: ParsedInput<'print.preview'>): Promise<{ previewId: string; pages: number }> {
    const window = this.#parts.openWindow();
    try {
      const ready = await this.#layOut(window, `${HOME}print/${route}?${new URLSearchParams(query)}`);
      if (ready.error !== undefined) throw new AppError(ready.error);
      const pdf = await window.toPdf(pdfOptions(ready, landscape, this.#parts.words()));
      if (!this.#waiting.delete(window.contentsId)) throw new AppError('locked');
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      const previewId = this.#parts.previews.add(pdf);
      this.#documents.set(previewId, { window, route, query, title: ready.title, landscape, sha256 });
      this.#dropOldest();
      return { previewId, pages: Math.max(1, countPages(pdf)) };
    } catch (error) {
      this.#waiting.delete(window.contentsId);
      window.close();
      throw error;
    }
  }

  async #layOut(window: PrintWindow, url: string): Promise<PrintReady> {
    const { promise, resolve, reject } = Promise.withResolvers<PrintReady>();
    this.#waiting.set(window.contentsId, { window, ready: resolve, fail: reject });
    window.onGone(() => reject(new AppError('printFailed')));
    const timer = setTimeout(() => reject(new AppError('printTimeout')), this.#parts.timeoutMs ?? TIMEOUT_MS);
    window.load(url).catch(() => reject(new AppError('printFailed')));
    return await promise.finally(() => clearTimeout(timer));
  }

  /** The page of a print window says that it is laid out. */
  ready(contentsId: number, ready: PrintReady): void {
    const waiting = this.#waiting.get(contentsId);
    if (!waiting) throw new AppError('forbidden', { channel: 'print.ready' });
    waiting.ready(ready);
  }

  async save(previewId: string): Promise<{ saved: boolean; name: string }> {
    const { title } = this.#find(previewId);
    const path = await this.#parts.savePath(`${title}.pdf`);
    if (!path) return { saved: false, name: '' };
    // The vault may have locked while the dialog was open.
    const pdf = this.#parts.previews.get(previewId);
    if (!pdf) throw new AppError('previewUnknown');
    await writeFileConfirmed(path, pdf, () => this.#record(previewId, 'saved'));
    return { saved: true, name: basename(path) };
  }

  /** Recorded before the system's dialog: whether paper came out cannot be known afterwards. */
  async print(previewId: string): Promise<{ printed: boolean }> {
    const { window, landscape } = this.#find(previewId);
    await this.#record(previewId, 'printed');
    const { ok, reason } = await window.print({ silent: false, printBackground: true, landscape, pageSize: 'A4' });
    if (!ok && !/cancel/i.test(reason)) throw new AppError('printerFailed');
    return { printed: ok };
  }

  async #record(previewId: string, outcome: 'saved' | 'printed'): Promise<void> {
    const { route, query, sha256 } = this.#find(previewId);
    const result = await this.#parts.vault('documents.recordOutput', { previewId, document: route, query, outcome, sha256 });
    if (!result.ok) throw new AppError(result.error.code, result.error.params);
  }

  #find(previewId: string): Document {
    const document = this.#documents.get(previewId);
    if (!document) throw new AppError('previewUnknown');
    return document;
  }

  #dropOldest(): void {
    const [oldest] = this.#documents.keys();
    if (oldest !== undefined && this.#documents.size > MAX_OPEN) this.close(oldest);
  }

  close(previewId: string): void {
    this.#documents.get(previewId)?.window.close();
    this.#documents.delete(previewId);
    this.#parts.previews.remove(previewId);
  }

  /** At lock: every document and every window under way. */
  closeAll(): void {
    for (const previewId of [...this.#documents.keys()]) this.close(previewId);
    for (const { window, fail } of [...this.#waiting.values()]) {
      fail(new AppError('locked'));
      window.close();
    }
    this.#waiting.clear();
    this.#parts.previews.clear();
  }
}
