import { Button, Group, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

/** Gives a kept draft up, after asking; nothing while there is none. */
export function DiscardDraft(props: {
  readonly shown: boolean;
  readonly onDiscard: () => Promise<unknown>;
  /** Said in place of the usual word where several drafts stand in a list. */
  readonly label?: string;
  readonly size?: 'xs' | 'sm';
}) {
  const { t } = useTranslation('components');
  const [asking, ask] = useDisclosure(false);
  if (!props.shown) return null;
  return (
    <Popover opened={asking} onChange={(opened) => !opened && ask.close()} trapFocus withArrow position="top">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          onClick={ask.open}
          {...(props.size && { size: props.size })}
          {...(props.label !== undefined && { 'aria-label': props.label })}
        >
          {t('draft.discard')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="alertdialog" aria-label={t('draft.discard')}>
        <Text size="sm" mb="xs">
          {t('draft.discardAsk')}
        </Text>
        <Group gap="xs">
          <Button
            size="xs"
            color="red"
            onClick={() => {
              ask.close();
              void props.onDiscard();
            }}
          >
            {t('draft.discardYes')}
          </Button>
          <Button size="xs" variant="default" onClick={ask.close}>
            {t('draft.discardNo')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
