import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../app/api.ts';
import { useErrorWords } from '../../components/index.ts';
import { Panel } from './panel.tsx';
import classes from './vault.module.css';

interface Props {
  readonly code: string;
  readonly why: 'new' | 'used' | 'unconfirmed';
  readonly onConfirmed: () => void;
}

/** Shows the recovery code once, then asks for it from paper while it is out of sight. */
export function Recovery(props: Props) {
  const { t } = useTranslation('vault');
  const words = useErrorWords();
  const confirm = useWrite('vault.confirmRecovery');
  const [step, setStep] = useState<'show' | 'type'>('show');
  const [typed, setTyped] = useState('');

  if (step === 'show') {
    return (
      <Panel title={t('recovery.title')} lead={t(`recovery.why.${props.why}`)} width={560}>
        <output className={classes.code} aria-label={t('recovery.code')}>
          {props.code}
        </output>
        <List size="sm" className={classes.noPrint}>
          <List.Item>{t('recovery.write')}</List.Item>
          <List.Item>{t('recovery.keep')}</List.Item>
          <List.Item>{t('recovery.once')}</List.Item>
        </List>
        <Group className={classes.noPrint}>
          <Button onClick={() => setStep('type')}>{t('recovery.written')}</Button>
          <Button variant="default" onClick={() => window.print()}>
            {t('recovery.print')}
          </Button>
        </Group>
      </Panel>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim().length >= 8) confirm.mutate({ recoveryCode: typed }, { onSuccess: props.onConfirmed });
  };
  return (
    <Panel title={t('recovery.confirmTitle')} lead={t('recovery.confirmLead')} width={560}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('recovery.code')}
            description={t('recovery.tolerant')}
            autoComplete="off"
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={confirm.error ? words(confirm.error.code, confirm.error.params) : null}
          />
          <Group>
            <Button type="submit" loading={confirm.isPending}>
              {t('recovery.confirm')}
            </Button>
            <Button variant="default" onClick={() => setStep('show')}>
              {t('recovery.again')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('recovery.reason')}
          </Text>
        </Stack>
      </form>
    </Panel>
  );
}
