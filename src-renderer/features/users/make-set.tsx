import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shareHolders } from '../../../src-shared/domain/share-code.ts';
import { useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, formatDate, useErrorWords } from '../../components/index.ts';
import { Paper, Sheet } from '../vault/index.ts';
import { ShareBody } from './share-body.tsx';

const RULES = [1, 2, 3, 4, 5] as const;

/** Who keeps the parts → three pages to print → one page typed back: only then does an older set end. */
export function MakeSet(props: { readonly replaces: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const { schoolName, userName } = useSession();
  const make = useWrite('shares.create', { invalidates: ['users.list'] });
  const [names, setNames] = useState({ counselor: userName, principal: '', county: '' });
  const [step, setStep] = useState<'pages' | 'confirm'>('pages');
  const { data } = make;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ names });
  };
  return (
    <Modal opened onClose={props.onDone} title={t('key.title')} size="xl" closeOnClickOutside={false}>
      {!data && (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text size="sm">{t(props.replaces ? 'make.replaces' : 'make.lead')}</Text>
            {shareHolders.map((holder, at) => (
              <TextInput
                key={holder}
                label={t('make.keeper', { number: at + 1, holder: t(`vault:holder.${holder}`) })}
                description={at === 0 ? t('make.keeperHint') : undefined}
                maxLength={40}
                data-autofocus={at === 0 || undefined}
                value={names[holder]}
                onChange={({ currentTarget: { value } }) => setNames({ ...names, [holder]: value })}
              />
            ))}
            <ErrorNotice error={make.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={props.onDone}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={make.isPending}>
                {t('make.now')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {data && step === 'pages' && (
        <Stack gap="md">
          <Text size="sm">{t('make.print')}</Text>
          {data.shares.map((share) => (
            <section key={share.number} aria-label={t('sheet.part', { number: share.number })}>
              <Text size="sm" fw={600}>
                {t('sheet.part', { number: share.number })} {t(`vault:holder.${share.holder}`)} {share.name}
              </Text>
              <ShareBody code={share.code} words={share.words} />
            </section>
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => window.print()}>
              {t('make.printThree')}
            </Button>
            <Button onClick={() => setStep('confirm')}>{t('make.printed')}</Button>
          </Group>
          <Paper>
            {data.shares.map((share) => (
              <Sheet
                key={share.number}
                title={t('sheet.title', { number: share.number })}
                facts={[
                  [t('vault:sheet.school'), schoolName],
                  [t('sheet.keeper'), `${t(`vault:holder.${share.holder}`)} ${share.name}`],
                  [t('sheet.set'), data.setId],
                  [t('vault:sheet.date'), formatDate(data.createdAt)],
                ]}
                rules={RULES.map((rule) => t(`sheet.rule${rule}`, { set: data.setId }))}
                signatures={[t('vault:sheet.keeper'), t('vault:sheet.signedOn')]}
              >
                <ShareBody code={share.code} words={share.words} />
              </Sheet>
            ))}
          </Paper>
        </Stack>
      )}
      {data && step === 'confirm' && <ConfirmSet onDone={props.onDone} onBack={() => setStep('pages')} />}
    </Modal>
  );
}

/** Any page of the newest set, typed back from paper. */
export function ConfirmSet(props: { readonly onDone: () => void; readonly onBack?: () => void }) {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const confirm = useWrite('shares.confirm', { invalidates: ['users.list'] });
  const [share, setShare] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (share.trim().length >= 8) confirm.mutate({ share }, { onSuccess: props.onDone });
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('make.confirmLead')}</Text>
        <Textarea
          label={t('vault:check.field')}
          description={t('vault:shares.hint')}
          autoComplete="off"
          spellCheck={false}
          autosize
          minRows={2}
          data-autofocus
          autoFocus
          value={share}
          error={confirm.error ? words(confirm.error.code, confirm.error.params) : null}
          onChange={(event) => setShare(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          {props.onBack && (
            <Button variant="default" onClick={props.onBack}>
              {t('back')}
            </Button>
          )}
          <Button type="submit" loading={confirm.isPending}>
            {t('make.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
