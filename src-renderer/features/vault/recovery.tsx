import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../app/api.ts';
import { formatDate, todayLocal, useErrorWords } from '../../components/index.ts';
import { Panel } from './panel.tsx';
import { Paper, Sheet } from './paper.tsx';
import classes from './vault.module.css';

const RULES = [1, 2, 3, 4, 5] as const;

interface Props {
  readonly code: string;
  readonly why: 'new' | 'used' | 'unconfirmed' | 'renewed';
  readonly schoolName: string;
  readonly userName: string;
  readonly onConfirmed: () => void;
  /** Where it stands: a sheet of its own before the vault, or a dialog inside it. */
  readonly frame?: (title: string, lead: string, body: ReactNode) => ReactNode;
}

const inPanel = (title: string, lead: string, body: ReactNode): ReactNode => (
  <Panel title={title} lead={lead} width={560}>
    {body}
  </Panel>
);

/** Shows the recovery code once, then asks for it from paper while it is out of sight. */
export function Recovery(props: Props) {
  const { t } = useTranslation('vault');
  const [step, setStep] = useState<'show' | 'type'>('show');
  const frame = props.frame ?? inPanel;
  if (step === 'type') {
    const body = <Confirm onConfirmed={props.onConfirmed} onBack={() => setStep('show')} />;
    return frame(t('recovery.confirmTitle'), t('recovery.confirmLead'), body);
  }
  return frame(
    t('recovery.title'),
    t(`recovery.why.${props.why}`),
    <>
      <output className={classes.code} aria-label={t('recovery.code')}>
        {props.code}
      </output>
      <List size="sm">
        <List.Item>{t('recovery.write')}</List.Item>
        <List.Item>{t('recovery.keep')}</List.Item>
        <List.Item>{t('recovery.once')}</List.Item>
      </List>
      <Group>
        <Button onClick={() => setStep('type')}>{t('recovery.written')}</Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
      </Group>
      <Paper>
        <Sheet
          title={t('recoverySheet.title')}
          facts={[
            [t('sheet.school'), props.schoolName],
            [t('sheet.user'), props.userName],
            [t('sheet.date'), formatDate(todayLocal())],
          ]}
          rules={RULES.map((rule) => t(`recoverySheet.rule${rule}`))}
          signatures={[t('sheet.keeper'), t('sheet.signedOn')]}
        >
          <p className={classes.printedCode}>{props.code}</p>
        </Sheet>
      </Paper>
    </>,
  );
}

function Confirm(props: { readonly onConfirmed: () => void; readonly onBack: () => void }) {
  const { t } = useTranslation('vault');
  const words = useErrorWords();
  const confirm = useWrite('vault.confirmRecovery', { invalidates: ['users.list', 'vault.session'] });
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim().length >= 8) confirm.mutate({ recoveryCode: typed }, { onSuccess: props.onConfirmed });
  };
  return (
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
          <Button variant="default" onClick={props.onBack}>
            {t('recovery.again')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('recovery.reason')}
        </Text>
      </Stack>
    </form>
  );
}
