import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { Page } from './page.tsx';
import { PdfView } from './pdf-view.tsx';
import type { PaperDesk } from './use-paper.ts';

export interface PaperPageProps {
  readonly title: string;
  readonly subtitle: string;
  readonly actions?: ReactNode;
  readonly desk: PaperDesk;
  /** What is chosen, beside the paper. */
  readonly children: ReactNode;
  /** Says how to begin, where the shared words do not fit. */
  readonly nothing?: string;
  /** Stands in the paper's place when it cannot be made yet. */
  readonly refusal?: ReactNode;
}

/** A choice on the left, the document as it will be on the right, and the ways out. */
export function PaperPage({ title, subtitle, actions, desk, children, nothing, refusal }: PaperPageProps) {
  return (
    <Page title={title} subtitle={subtitle} actions={actions}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>{children}</Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>{refusal || <Paper desk={desk} nothing={nothing} />}</Grid.Col>
      </Grid>
    </Page>
  );
}

function Paper({ desk, nothing }: { readonly desk: PaperDesk; readonly nothing: string | undefined }) {
  const { t } = useTranslation('components');
  const { preview } = desk;
  return (
    <Stack gap="sm">
      <ErrorNotice error={desk.error} />
      {desk.done && <Alert color="pine">{desk.done}</Alert>}
      {preview ? (
        <>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('pdf.of', { pages: preview.pages })}
            </Text>
            <Group gap="xs">
              <Button variant="default" disabled={desk.busy} onClick={() => void desk.print(preview.previewId)}>
                {t('paper.print')}
              </Button>
              <Button disabled={desk.busy} onClick={() => void desk.save(preview.previewId)}>
                {t('paper.save')}
              </Button>
            </Group>
          </Group>
          <PdfView key={preview.previewId} previewId={preview.previewId} />
        </>
      ) : (
        <Text size="sm" c="dimmed" py="xl" ta="center">
          {desk.changed ? t('paper.changed') : (nothing ?? t('paper.nothing'))}
        </Text>
      )}
    </Stack>
  );
}

/** Lays the document out; it stands below the choice. */
export function PreviewButton({ desk }: { readonly desk: PaperDesk }) {
  const { t } = useTranslation('components');
  return (
    <Button type="submit" fullWidth loading={desk.busy && !desk.preview}>
      {t('paper.preview')}
    </Button>
  );
}
