import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../app/session.ts';
import { Page } from '../../components/index.ts';
import { BackupPart } from '../backup/index.ts';
import { UsersAndKeys } from '../users/index.ts';
import { About } from './about.tsx';
import { Computer } from './computer.tsx';
import { SchoolForm } from './school-form.tsx';
import { Security } from './security.tsx';
import { Staff } from './staff.tsx';

const tabs = ['school', 'staff', 'users', 'backup', 'computer', 'security', 'about'] as const;
const parts = {
  school: SchoolForm,
  staff: Staff,
  users: UsersAndKeys,
  backup: BackupPart,
  computer: Computer,
  security: Security,
  about: About,
};

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { userName, role } = useSession();
  const [query, setQuery] = useSearchParams();
  const asked = query.get('part');
  const part = tabs.find((tab) => tab === asked) ?? 'school';
  const Part = parts[part];
  return (
    <Page title={t('title')} subtitle={t('who', { name: userName, role: t(`role.${role}`) })}>
      <Tabs value={part} onChange={(value) => setQuery(value ? { part: value } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            {tab === part && <Part />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
