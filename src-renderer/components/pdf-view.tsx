import { Stack } from '@mantine/core';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';
import classes from './pdf-view.module.css';

GlobalWorkerOptions.workerSrc = workerUrl;

type Source = { readonly previewId: string } | { readonly data: Uint8Array };

async function bytesOf(source: Source): Promise<ArrayBuffer | Uint8Array> {
  // pdf.js takes what it is given for its own; the caller's bytes stay whole.
  if ('data' in source) return source.data.slice();
  return (await fetch(`/preview/${source.previewId}`)).arrayBuffer();
}

/** Pages of a PDF, from the shell's memory or from bytes at hand, drawn one below the other. */
export function PdfView(props: Source) {
  const { t } = useTranslation('components');
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  const key = 'data' in props ? props.data : props.previewId;
  useEffect(() => {
    let gone = false;
    const read = async () => {
      const source = typeof key === 'string' ? { previewId: key } : { data: key };
      const task = getDocument({ data: await bytesOf(source), useWasm: false });
      const opened = await task.promise;
      if (gone) await task.destroy();
      else setPdf(opened);
    };
    read().catch((thrown: unknown) => !gone && setError(thrown));
    return () => {
      gone = true;
    };
  }, [key]);
  useEffect(() => () => void pdf?.loadingTask.destroy(), [pdf]);
  if (error) return <ErrorNotice error={error} />;
  if (!pdf) return <Loading />;
  return (
    <Stack className={classes.pages} gap="md" role="region" aria-label={t('pdf.preview')} tabIndex={0}>
      {Array.from({ length: pdf.numPages }, (_, index) => index + 1).map((number) => (
        <PageCanvas key={number} pdf={pdf} number={number} />
      ))}
    </Stack>
  );
}

function PageCanvas(props: { readonly pdf: PDFDocumentProxy; readonly number: number }) {
  const { t } = useTranslation('components');
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let cancel = () => {};
    let gone = false;
    const draw = async () => {
      const page = await props.pdf.getPage(props.number);
      if (gone) return;
      const viewport = page.getViewport({ scale: 1.3 * Math.min(2, window.devicePixelRatio || 1) });
      target.width = viewport.width;
      target.height = viewport.height;
      const task = page.render({ canvas: target, viewport });
      cancel = () => task.cancel();
      await task.promise;
      target.dataset.drawn = 'true';
    };
    draw().catch(() => undefined);
    return () => {
      gone = true;
      cancel();
    };
  }, [props.pdf, props.number]);
  return <canvas ref={canvas} role="img" aria-label={t('pdf.page', { page: props.number })} className={classes.sheet} />;
}
