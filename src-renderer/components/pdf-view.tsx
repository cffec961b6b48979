import { Box, Group, NumberInput, Stack, Text } from '@mantine/core';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';
import { LookTools } from './look-tools.tsx';
import { PdfPage } from './pdf-page.tsx';
import classes from './pdf-view.module.css';
import { useLook } from './use-look.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

type Source = { readonly previewId: string } | { readonly data: Uint8Array };

/** Errors of pdf.js that a person can do something about. */
const UNREADABLE: Readonly<Record<string, 'locked' | 'broken'>> = {
  PasswordException: 'locked',
  InvalidPDFException: 'broken',
  UnknownErrorException: 'broken',
};

async function bytesOf(source: Source): Promise<ArrayBuffer | Uint8Array> {
  // pdf.js takes what it is given for its own; the caller's bytes stay whole.
  if ('data' in source) return source.data.slice();
  return (await fetch(`/preview/${source.previewId}`)).arrayBuffer();
}

/**
 * Pages of a PDF, from the shell's memory or from bytes at hand, one below the other. Only pages near the window are drawn, so that a
 * long scan costs no more than a short one. `tools` adds magnifier, turning and the page number.
 */
export function PdfView(props: Source & { readonly tools?: boolean }) {
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
  const unreadable = error instanceof Error ? UNREADABLE[error.name] : undefined;
  if (unreadable) {
    return (
      <Text size="sm" role="alert">
        {t(`pdf.${unreadable}`)}
      </Text>
    );
  }
  if (error) return <ErrorNotice error={error} />;
  if (!pdf) return <Loading />;
  return <Pages pdf={pdf} tools={props.tools ?? false} />;
}

function Pages(props: { readonly pdf: PDFDocumentProxy; readonly tools: boolean }) {
  const { t } = useTranslation('components');
  const { pdf, tools } = props;
  const look = useLook();
  const [region, setRegion] = useState<HTMLDivElement | null>(null);
  const [current, setCurrent] = useState(1);
  const goTo = (number: number): void => {
    const sheet = region?.children[number - 1];
    if (region && sheet) region.scrollTop += sheet.getBoundingClientRect().top - region.getBoundingClientRect().top - 8;
  };
  const onScroll = (): void => {
    if (!region || !tools) return;
    const middle = region.getBoundingClientRect().top + region.clientHeight / 2;
    const below = [...region.children].findIndex((sheet) => sheet.getBoundingClientRect().bottom >= middle);
    setCurrent(below < 0 ? pdf.numPages : below + 1);
  };
  return (
    <Box onKeyDown={tools ? look.onKeyDown : undefined}>
      {tools && (
        <LookTools look={look}>
          <Group gap={6} ml="auto" wrap="nowrap">
            <NumberInput
              size="xs"
              w={64}
              min={1}
              max={pdf.numPages}
              allowDecimal={false}
              aria-label={t('pdf.goTo')}
              value={current}
              onChange={(value) => typeof value === 'number' && value >= 1 && value <= pdf.numPages && goTo(value)}
            />
            <Text size="sm" c="dimmed">
              {t('pdf.of', { pages: pdf.numPages })}
            </Text>
          </Group>
        </LookTools>
      )}
      <Stack
        className={classes.pages}
        gap="md"
        role="region"
        aria-label={t('pdf.preview')}
        tabIndex={0}
        ref={setRegion}
        onScroll={onScroll}
      >
        {Array.from({ length: pdf.numPages }, (_, index) => index + 1).map((number) => (
          <PdfPage key={number} frame={region} pdf={pdf} number={number} zoom={look.zoom} turn={look.turn} />
        ))}
      </Stack>
    </Box>
  );
}
