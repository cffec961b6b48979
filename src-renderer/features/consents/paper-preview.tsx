import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import type { PaperDesk } from './use-paper.ts';

/** The document as it will be, and the ways out. */
export function PaperPreview({ desk }: { readonly desk: PaperDesk }) {
  const { t } = useTranslation('consents');
  const { preview, error } = desk;
  if (error instanceof ApiError && error.code === 'schoolContactMissing')
    return (
      <Alert color="yellow" variant="light">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t('print.contactMissing')}</Text>
          <Button size="xs" component={Link} to="/settings">
            {t('print.toSettings')}
          </Button>
        </Stack>
      </Alert>
    );
  return (
    <Stack gap="sm">
      <ErrorNotice error={error} />
      {desk.done && <Alert color="pine">{desk.done}</Alert>}
      {preview ? (
        <>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('print.pages', { pages: preview.pages })}
            </Text>
            <Group gap="xs">
              <Button variant="default" disabled={desk.busy} onClick={() => void desk.print(preview.previewId)}>
                {t('print.print')}
              </Button>
              <Button disabled={desk.busy} onClick={() => void desk.save(preview.previewId)}>
                {t('print.save')}
              </Button>
            </Group>
          </Group>
          <PdfView key={preview.previewId} previewId={preview.previewId} />
        </>
      ) : (
        <Text size="sm" c="dimmed" py="xl" ta="center">
          {t('print.nothing')}
        </Text>
      )}
    </Stack>
  );
}
