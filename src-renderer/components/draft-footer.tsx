import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftMark } from './draft-mark.tsx';

/** Last line of a short form: its draft on the left, the ways out on the right. */
export function DraftFooter(props: {
  readonly draft: { readonly savedAt: string | null; readonly discard: () => Promise<void> };
  readonly saving: boolean;
  readonly save: string;
  /** Another way out, before saving. */
  readonly children?: ReactNode;
}) {
  const { draft } = props;
  return (
    <Group justify="space-between">
      <DraftMark savedAt={draft.savedAt} />
      <Group gap="xs">
        <DiscardDraft shown={draft.savedAt !== null} onDiscard={draft.discard} />
        {props.children}
        <Button type="submit" loading={props.saving}>
          {props.save}
        </Button>
      </Group>
    </Group>
  );
}
