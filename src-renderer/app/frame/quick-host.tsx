import { Anchor, Button, Group, Kbd, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatTime, useFirstFocus } from '../../components/index.ts';
import { useRead } from '../api.ts';
import { features } from '../features.ts';
import type { QuickAsk, QuickForm, QuickStudent } from '../quick-forms.ts';
import { useSession } from '../session.ts';
import classes from './frame.module.css';

const all: readonly QuickForm[] = Object.values(features)
  .flatMap((feature) => feature.quickForms ?? [])
  .sort((a, b) => a.place - b.place);

/** The form that was opened last since the vault was opened; it has the focus next time. */
let lastUsed: string | null = null;
/** The confirmation on screen: the next one takes its place. */
let lastSaid: string | null = null;

/** The choice of quick forms, or the one that was asked for. */
export function QuickHost(props: {
  /** `at` counts the askings: each opens its form afresh in the same window. */
  readonly ask: QuickAsk & { readonly at: number };
  readonly onAsk: (ask: QuickAsk) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('app');
  const { role } = useSession();
  const navigate = useNavigate();
  const { ask, onAsk, onClose } = props;
  const students = ask.students ?? [];
  const offered = all.filter((form) => form.roles.includes(role));
  const form = offered.find(({ id }) => id === ask.form);

  const say = ({ message, to }: { readonly message: string; readonly to: string }): void => {
    onClose();
    if (lastSaid !== null) notifications.hide(lastSaid);
    const id = `saved-${Date.now()}`;
    lastSaid = id;
    const open = (): void => {
      notifications.hide(id);
      navigate(to);
    };
    notifications.show({
      id,
      closeButtonProps: { 'aria-label': t('quick.dismiss') },
      message: (
        <Group gap="sm">
          <span>{message}</span>
          <Anchor component="button" type="button" size="sm" onClick={open}>
            {t('quick.open')}
          </Anchor>
        </Group>
      ),
    });
  };
  const leave = (to: string): void => {
    onClose();
    navigate(to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.querySelector('form')?.requestSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      onKeyDown={onKeyDown}
      title={form ? t(form.word) : t('quick.title')}
      size={form ? 'lg' : 'md'}
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      {form ? (
        <>
          <form.Form students={students} preset={ask.preset ?? null} onSaved={say} onLeave={leave} />
          <Group justify="space-between" mt="md" gap="xs">
            <Text size="xs" c="dimmed">
              {t('quick.formKeys')}
            </Text>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onAsk({ students })}>
              {t('quick.other')}
            </Button>
          </Group>
        </>
      ) : (
        <Choice
          key={ask.at}
          forms={offered}
          students={students}
          onChoose={(id, about) => {
            lastUsed = id;
            const to = offered.find((one) => one.id === id)?.leadsTo?.(about) ?? null;
            if (to === null) onAsk({ form: id, students: about });
            else leave(to);
          }}
        />
      )}
    </Modal>
  );
}

function Choice(props: {
  readonly forms: readonly QuickForm[];
  readonly students: readonly QuickStudent[];
  readonly onChoose: (form: string, students: readonly QuickStudent[]) => void;
}) {
  const { t } = useTranslation('app');
  const { forms, students, onChoose } = props;
  const drafts = useRead('drafts.list', {}).data ?? [];
  const list = useFirstFocus<HTMLDivElement>(true);
  const first = forms.find(({ id }) => id === lastUsed) ?? forms[0];
  const names = (about: readonly QuickStudent[]): string =>
    about.length === 0 ? t('quick.nobody') : about.map(({ name }) => name).join('、');
  // Wherever the focus is, since nothing can be typed here.
  useWindowEvent('keydown', (event) => {
    const form = forms.find(({ place }) => String(place) === event.key);
    if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose(form.id, students);
  });
  return (
    <Stack gap="xs" ref={list}>
      {students.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('quick.about', { names: names(students) })}
        </Text>
      )}
      {forms.map(({ id, place, word, hint, icon: Icon }) => (
        <div key={id}>
          <UnstyledButton
            className={classes.quick}
            {...(id === first?.id && { 'data-autofocus': true })}
            onClick={() => onChoose(id, students)}
          >
            <Icon size={20} aria-hidden />
            <span className={classes.quickWords}>
              <Text component="span" fw={600} size="sm">
                {t(word)}
              </Text>
              <Text component="span" size="xs" c="dimmed">
                {t(hint)}
              </Text>
            </span>
            <Kbd>{place}</Kbd>
          </UnstyledButton>
          {drafts
            .filter((draft) => draft.form === id && draft.draftId === 'new')
            .map((draft) => (
              <Anchor
                key={draft.studentId}
                component="button"
                type="button"
                size="xs"
                ml={44}
                onClick={() => onChoose(id, draft.students)}
              >
                {t('quick.drafts', { names: names(draft.students) })} {formatTime(draft.savedAt)}
              </Anchor>
            ))}
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {t('quick.keys')}
      </Text>
    </Stack>
  );
}
