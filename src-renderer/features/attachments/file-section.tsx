import { Box, Button, Group, Title } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileOwner } from '../../../src-shared/domain/codes/files.ts';
import { AddDialog } from './add-dialog.tsx';
import classes from './attachments.module.css';
import { useFileTarget } from './file-target.ts';
import { fromDrop, type IntakeItem } from './use-intake.ts';
import { usePastedName } from './use-pasted-name.ts';

/** A list of files with the ways in: the button, a drop and a paste. */
export function FileSection(props: {
  readonly title: string;
  readonly studentId: string;
  readonly ownerKind: FileOwner;
  readonly ownerId: string;
  /** Whether files that are dropped anywhere on the page are meant, or only those dropped here. */
  readonly target: 'page' | 'record';
  readonly mayWrite: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('attachments');
  const titleId = useId();
  const [adding, setAdding] = useState<readonly IntakeItem[] | null>(null);
  const pastedName = usePastedName();
  const { studentId, ownerKind, ownerId, mayWrite } = props;
  const { over, area } = useFileTarget(props.target, mayWrite && adding === null, (dropped) =>
    setAdding(fromDrop(dropped, pastedName)),
  );
  return (
    <Box
      component="section"
      aria-labelledby={titleId}
      className={classes.area}
      data-over={over || undefined}
      mt={props.target === 'page' ? 'md' : undefined}
      {...area}
    >
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2} size="h6" id={titleId}>
          {props.title}
        </Title>
        {mayWrite && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            onClick={() => setAdding([])}
          >
            {t('add')}
          </Button>
        )}
      </Group>
      {props.children}
      {adding && (
        <AddDialog
          studentId={studentId}
          ownerKind={ownerKind}
          ownerId={ownerId}
          initial={adding}
          onClose={() => setAdding(null)}
        />
      )}
    </Box>
  );
}
