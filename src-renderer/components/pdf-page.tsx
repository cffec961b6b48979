import { useIntersection } from '@mantine/hooks';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './pdf-view.module.css';
import type { Turn } from './use-look.ts';

/** Pixels to a point where the page is shown as it is. */
const SCALE = 1.3;
/** An A4 sheet, until the page itself is known. */
const UNKNOWN = { width: 595 * SCALE, height: 842 * SCALE };
/** Larger canvases are refused by the browser (pixels). */
const MOST_PIXELS = 16_000_000;

/** One page, drawn once it comes near the window and given up again when it is far. */
export function PdfPage(props: {
  /** What the pages scroll in. */
  readonly frame: HTMLElement | null;
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  readonly zoom: number;
  readonly turn: Turn;
}) {
  const { t } = useTranslation('components');
  const { pdf, number, zoom, turn } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref, entry } = useIntersection({ root: props.frame, rootMargin: '1200px' });
  const [size, setSize] = useState(UNKNOWN);
  const near = entry?.isIntersecting ?? false;
  useEffect(() => {
    const target = canvas.current;
    if (!target || !near) return;
    let cancel = () => {};
    let gone = false;
    const draw = async () => {
      const page = await pdf.getPage(number);
      if (gone) return;
      const rotation = (page.rotate + turn) % 360;
      const shown = page.getViewport({ scale: SCALE, rotation });
      setSize({ width: shown.width, height: shown.height });
      const wanted = zoom * Math.min(2, window.devicePixelRatio || 1);
      const dense = Math.min(wanted, Math.sqrt(MOST_PIXELS / (shown.width * shown.height)));
      const viewport = page.getViewport({ scale: SCALE * dense, rotation });
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
      delete target.dataset.drawn;
      target.width = 0;
      target.height = 0;
    };
  }, [pdf, number, near, zoom, turn]);
  return (
    <div
      ref={ref}
      className={classes.sheet}
      style={{
        width: size.width * zoom,
        maxWidth: zoom > 1 ? 'none' : '100%',
        aspectRatio: `${size.width} / ${size.height}`,
      }}
    >
      <canvas ref={canvas} role="img" aria-label={t('pdf.page', { page: number })} />
    </div>
  );
}
