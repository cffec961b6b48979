import { NumberInput, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colorSchemes, IDLE_MINUTES, languages, type ShellSettings } from '../../../src-shared/contract/shell.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { ErrorNotice, Loading, SectionCard } from '../../components/index.ts';

/** Settings of this computer; each is kept the moment it is changed. */
export function Computer() {
  const { t, i18n } = useTranslation('settings');
  const { setColorScheme } = useMantineColorScheme();
  const settings = useRead('shell.getSettings', {});
  const info = useRead('shell.info', {}).data;
  const save = useWrite('shell.setSettings', { invalidates: ['shell.getSettings'] });
  if (settings.isError) return <ErrorNotice error={settings.error} />;
  if (!settings.data) return <Loading />;
  const { language, colorScheme, idleMinutes, contentProtection } = settings.data;
  const set = (change: Partial<ShellSettings>): void => save.mutate(change);
  return (
    <SectionCard title={t('computer.title')}>
      <Stack gap="lg" maw={640}>
        <Choice label={t('computer.language')}>
          <SegmentedControl
            aria-label={t('computer.language')}
            value={language}
            data={languages.map((value) => ({ value, label: t(`computer.languages.${value}`) }))}
            onChange={(value) => {
              set({ language: value });
              void i18n.changeLanguage(value);
            }}
          />
        </Choice>
        <Choice label={t('computer.scheme')}>
          <SegmentedControl
            aria-label={t('computer.scheme')}
            value={colorScheme}
            data={colorSchemes.map((value) => ({ value, label: t(`computer.schemes.${value}`) }))}
            onChange={(value) => {
              set({ colorScheme: value });
              setColorScheme(value);
            }}
          />
        </Choice>
        <NumberInput
          label={t('computer.idle')}
          description={t('computer.idleHint', IDLE_MINUTES)}
          min={IDLE_MINUTES.min}
          max={IDLE_MINUTES.max}
          allowDecimal={false}
          clampBehavior="strict"
          maw={320}
          defaultValue={idleMinutes}
          onChange={(value) => {
            if (typeof value === 'number' && value >= IDLE_MINUTES.min && value <= IDLE_MINUTES.max) set({ idleMinutes: value });
          }}
        />
        <Switch
          label={t('computer.protection')}
          description={t(info?.platform === 'linux' ? 'computer.protectionLinux' : 'computer.protectionHint')}
          checked={contentProtection}
          onChange={(event) => set({ contentProtection: event.currentTarget.checked })}
        />
        <Text size="sm" c="dimmed">
          {t('computer.folder', { folder: info?.vaultFolder ?? '' })}
        </Text>
        <ErrorNotice error={save.error} />
      </Stack>
    </SectionCard>
  );
}

function Choice(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {props.label}
      </Text>
      {props.children}
    </div>
  );
}
