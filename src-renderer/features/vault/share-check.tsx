import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { call } from '../../app/api.ts';
import { ErrorNotice, formatDate } from '../../components/index.ts';

type Answer = Output<'shares.check'>;

/** Looks at one page of the emergency key without opening anything: whose it is, and whether it still counts. */
export function ShareCheck(props: { readonly onBack?: () => void }) {
  const { t } = useTranslation('vault');
  const [share, setShare] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (share.trim().length < 8) return;
    setAnswer(null);
    setError(null);
    call('shares.check', { share }).then(setAnswer, setError);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label={t('check.field')}
          description={t('shares.hint')}
          autoComplete="off"
          spellCheck={false}
          autosize
          minRows={2}
          data-autofocus
          autoFocus
          value={share}
          onChange={(event) => {
            setShare(event.currentTarget.value);
            setAnswer(null);
          }}
        />
        {answer && <Verdict answer={answer} />}
        <ErrorNotice error={error} />
        <Group>
          <Button type="submit">{t('check.check')}</Button>
          {props.onBack && (
            <Button variant="default" onClick={props.onBack}>
              {t('shares.back')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function Verdict(props: { readonly answer: Answer }) {
  const { t } = useTranslation('vault');
  const { state, holder, name, number, setId, createdAt } = props.answer;
  const good = state === 'current' || state === 'unconfirmed';
  const whose = holder ? `${t(`holder.${holder}`)}${name ? t('check.named', { name }) : ''}` : '';
  return (
    <Alert color={good ? 'pine' : 'red'} variant="light" role="status" title={t(`check.state.${state}.title`)}>
      {t(`check.state.${state}.text`, { number: number ?? '', set: setId ?? '', whose, date: formatDate(createdAt) })}
    </Alert>
  );
}
