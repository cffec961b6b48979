import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/index.ts';
import { LevelList } from './level-list.tsx';
import { ReportList } from './report-list.tsx';
import { ReviewQueue } from './review-queue.tsx';

const tabs = ['queue', 'levels', 'reports'] as const;

export function WarningsPage() {
  const { t } = useTranslation('warnings');
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'queue';
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Tabs value={tab} onChange={(next) => next !== null && setSearch({ tab: next }, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="queue">
          <ReviewQueue />
        </Tabs.Panel>
        <Tabs.Panel value="levels">
          <LevelList />
        </Tabs.Panel>
        <Tabs.Panel value="reports">
          <ReportList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
