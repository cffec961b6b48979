import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, SectionCard } from '../../components/index.ts';
import classes from './settings.module.css';

interface Credits {
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly text: number | null;
  }[];
  readonly texts: readonly string[];
}
type Credit = Credits['packages'][number];

/** The version, and the works of others that are inside with their licences. */
export function About() {
  const { t } = useTranslation('settings');
  const info = useRead('shell.info', {}).data;
  const [credits, setCredits] = useState<Credits | null>(null);
  const [open, setOpen] = useState<Credit | null>(null);
  useEffect(() => {
    void import('../../app/credits.json').then((module) => setCredits(module.default));
  }, []);
  const columns: Column<Credit>[] = [
    { key: 'name', header: t('about.package'), cell: (row) => row.name, sortBy: (row) => row.name },
    { key: 'version', header: t('about.version'), cell: (row) => row.version },
    { key: 'license', header: t('about.license'), cell: (row) => row.license, sortBy: (row) => row.license },
  ];
  return (
    <Stack gap="md">
      <SectionCard title={t('about.title')}>
        <Text size="sm">{t('about.line', { version: info?.version ?? '' })}</Text>
        <Text size="sm" c="dimmed">
          {t(info?.host === 'preview' ? 'about.preview' : 'about.electron')}
        </Text>
      </SectionCard>
      <SectionCard title={t('about.credits')}>
        <DataTable
          label={t('about.credits')}
          rows={credits?.packages ?? []}
          columns={columns}
          rowKey={(row) => `${row.name}@${row.version}`}
          onRow={setOpen}
          height="320px"
          rowHeight={34}
        />
        {open && (
          <section aria-label={open.name} className={classes.license}>
            {open.text === null ? open.license : credits?.texts[open.text]}
          </section>
        )}
      </SectionCard>
    </Stack>
  );
}
