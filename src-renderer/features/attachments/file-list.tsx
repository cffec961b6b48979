import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { AttachmentRow } from '../../../src-shared/contract/attachments.ts';
import { useWrite } from '../../app/api.ts';
import { ErrorNotice } from '../../components/index.ts';
import { FileLine } from './file-line.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { Viewer } from './viewer.tsx';

type Doing = { readonly what: 'view' | 'save' | 'remove'; readonly row: AttachmentRow } | null;

/** Files one below the other, and the windows in which something is done to one of them. */
export function FileList(props: {
  readonly rows: readonly AttachmentRow[];
  readonly studentId: string;
  readonly mayWrite: boolean;
  readonly withOwner: boolean;
}) {
  const [doing, setDoing] = useState<Doing>(null);
  const mark = useWrite('attachments.setRestricted', { invalidates: ['attachments.list', 'students.chronology'] });
  const done = () => setDoing(null);
  return (
    <>
      <ErrorNotice error={mark.error} />
      <Stack gap="xs" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {props.rows.map((row) => (
          <li key={row.attachmentId}>
            <FileLine
              row={row}
              studentId={props.studentId}
              mayWrite={props.mayWrite}
              withOwner={props.withOwner}
              actions={{
                onView: () => setDoing({ what: 'view', row }),
                onSave: () => setDoing({ what: 'save', row }),
                onRemove: () => setDoing({ what: 'remove', row }),
                onMark: () => mark.mutate({ attachmentId: row.attachmentId, restricted: !row.restricted }),
              }}
            />
          </li>
        ))}
      </Stack>
      {doing?.what === 'view' && (
        <Viewer
          row={doing.row}
          onSave={props.mayWrite ? () => setDoing({ what: 'save', row: doing.row }) : null}
          onClose={done}
        />
      )}
      {doing?.what === 'save' && <SaveDialog row={doing.row} studentId={props.studentId} onClose={done} />}
      {doing?.what === 'remove' && <RemoveDialog row={doing.row} onClose={done} />}
    </>
  );
}
