import { NumberInput, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colorSchemes, HIDDEN_MINUTES, IDLE_MINUTES, languages, type ShellSettings } from '../../../src-shared/contract/shell.ts';
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
  const { language, colorScheme, idleMinutes, hiddenMinutes, contentProtection } = settings.data;
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
        <Minutes
          label={t('computer.idle')}
          description={t('computer.idleHint', IDLE_MINUTES)}
          limits={IDLE_MINUTES}
          value={idleMinutes}
          onChange={(value) => set({ idleMinutes: value })}
        />
        <Minutes
          label={t('computer.hidden')}
          description={t('computer.hiddenHint', HIDDEN_MINUTES)}
          limits={HIDDEN_MINUTES}
          value={hiddenMinutes}
          onChange={(value) => set({ hiddenMinutes: value })}
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

/** Whole minutes; a number outside the limits is never kept. */
function Minutes(props: {
  readonly label: string;
  readonly description: string;
  readonly limits: { readonly min: number; readonly max: number };
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const { min, max } = props.limits;
  return (
    <NumberInput
      label={props.label}
      description={props.description}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      maw={320}
      defaultValue={props.value}
      onChange={(value) => {
        if (typeof value === 'number' && value >= min && value <= max) props.onChange(value);
      }}
    />
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
