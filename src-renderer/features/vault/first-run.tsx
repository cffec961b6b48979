import { Anchor, Button, Group, PasswordInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { levelPresets, schoolTypes } from '../../../src-shared/contract/vault.ts';
import { levelLabel, levelScheme } from '../../../src-shared/domain/level-scheme.ts';
import { judgePassphrase } from '../../../src-shared/domain/passphrase.ts';
import { type ApiError, call, useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { Panel } from './panel.tsx';
import { PassphraseMeter } from './passphrase-meter.tsx';
import classes from './vault.module.css';

interface Props {
  readonly folder: string;
  readonly onFolder: () => void;
  readonly onRestore: () => void;
  /** Takes the errors that need a screen of their own and answers whether it did. */
  readonly onFailure: (error: ApiError) => boolean;
  readonly onCreated: (made: Output<'vault.create'>) => void;
}

/** The first start: the school, its level scheme, and the passphrase that everything hangs on. */
export function FirstRun(props: Props) {
  const { t, i18n } = useTranslation('vault');
  const { t: backupWords } = useTranslation('backup');
  const create = useWrite('vault.create');
  const [error, setError] = useState<ApiError | null>(null);
  const form = useForm({
    initialValues: {
      schoolName: '',
      schoolType: 'nine_year' as (typeof schoolTypes)[number],
      levelPreset: 'red_orange_yellow' as (typeof levelPresets)[number],
      userName: '',
      passphrase: '',
      again: '',
    },
    validate: {
      schoolName: (value) => ([...value.trim()].length < 2 ? t('firstRun.schoolNameMissing') : null),
      userName: (value) => (value.trim() === '' ? t('firstRun.userNameMissing') : null),
      passphrase: (value) => (judgePassphrase(value).acceptable ? null : t('firstRun.passphraseWeak')),
      again: (value, values) =>
        value.normalize('NFKC') === values.passphrase.normalize('NFKC') ? null : t('firstRun.againDiffers'),
    },
  });
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const describe = (preset: (typeof levelPresets)[number]): string => {
    const scheme = levelScheme(preset);
    return ([3, 2, 1, 0] as const).map((at) => levelLabel(scheme, at, language)).join('　');
  };

  const submit = form.onSubmit(({ again: _again, ...values }) => {
    setError(null);
    create.mutate(values, {
      onSuccess: props.onCreated,
      onError: (refused) => {
        if (!props.onFailure(refused)) setError(refused);
      },
    });
  });

  const changeFolder = async (): Promise<void> => {
    const chosen = await call('shell.chooseVaultFolder', {}).catch(() => null);
    if (chosen) props.onFolder();
  };

  return (
    <Panel title={t('firstRun.title')} lead={t('firstRun.lead')} width={600}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Group grow align="flex-start">
            <TextInput label={t('firstRun.schoolName')} required data-autofocus {...form.getInputProps('schoolName')} />
            <Select
              label={t('firstRun.schoolType')}
              required
              allowDeselect={false}
              data={schoolTypes.map((type) => ({ value: type, label: t(`schoolType.${type}`) }))}
              {...form.getInputProps('schoolType')}
            />
          </Group>
          <Radio.Group label={t('firstRun.levels')} description={t('firstRun.levelsHint')} {...form.getInputProps('levelPreset')}>
            <Stack gap={8} mt={8}>
              {levelPresets.map((preset) => (
                <Radio key={preset} value={preset} label={t(`preset.${preset}`)} description={describe(preset)} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput label={t('firstRun.userName')} required {...form.getInputProps('userName')} />
          <PasswordInput
            label={t('firstRun.passphrase')}
            description={t('firstRun.passphraseHint')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
            {...form.getInputProps('passphrase')}
          />
          <PassphraseMeter passphrase={form.values.passphrase} />
          <PasswordInput
            label={t('firstRun.again')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showAgain') }}
            {...form.getInputProps('again')}
          />
          <Text size="sm" component="div">
            {t('folder')}
            <div className={classes.folder}>{props.folder}</div>
            <Button variant="subtle" size="compact-sm" onClick={() => void changeFolder()}>
              {t('firstRun.changeFolder')}
            </Button>
          </Text>
          <ErrorNotice error={error} />
          <Button type="submit" loading={create.isPending}>
            {t('firstRun.create')}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={props.onRestore}>
            {backupWords('locked.link')}
          </Anchor>
        </Stack>
      </form>
    </Panel>
  );
}
