import { useRef, useState } from 'react';
import { call, useWrite } from '../../app/api.ts';
import type { OwnedFilesProps } from '../../app/slots.ts';
import type { Dropped } from './file-target.ts';
import { bring, Cancelled } from './transfer.ts';

export type Owner = Pick<OwnedFilesProps, 'studentId' | 'ownerKind' | 'ownerId'>;

type Source = { readonly token: string } | { readonly file: File };

/** One file on its way in. */
export interface IntakeItem {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly source: Source;
  readonly description: string;
  readonly state: 'waiting' | 'moving' | 'refused';
  /** Bytes that are in the vault process. */
  readonly sent: number;
  /** Why it was refused. */
  readonly error: unknown;
}

let nextId = 1;
function item(name: string, bytes: number, source: Source, more: Partial<IntakeItem> = {}): IntakeItem {
  nextId += 1;
  return { id: nextId, name, bytes, source, description: '', state: 'waiting', sent: 0, error: null, ...more };
}

/** What a drop or a paste becomes: folders are refused at once, a pasted picture gets a name of its own. */
export function fromDrop(dropped: readonly Dropped[], pastedName: (file: File) => string): IntakeItem[] {
  return dropped.map(({ file: given, folder }) => {
    if (folder) return item(given.name, 0, { file: given }, { state: 'refused', error: { code: 'fileFolder' } });
    const file = named(given, pastedName);
    return item(file.name, file.size, { file });
  });
}

/** The browser calls every picture from the clipboard the same. */
function named(file: File, pastedName: (file: File) => string): File {
  return file.name === 'image.png' ? new File([file], pastedName(file), { type: file.type }) : file;
}

/** Files that are to be taken in, one after another, each with its words; what was refused stays with the reason. */
export function useIntake(initial: readonly IntakeItem[]) {
  const [items, setItems] = useState<readonly IntakeItem[]>(initial);
  const [running, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const write = useWrite('attachments.add', {
    invalidates: ['attachments.list', 'attachments.usage', 'consents.list', 'students.chronology'],
  });
  const change = (id: number, to: Partial<IntakeItem>) =>
    setItems((list) => list.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const remove = (id: number) => setItems((list) => list.filter((one) => one.id !== id));

  const takeIn = async (one: IntakeItem, owner: Owner, restricted: boolean, signal: AbortSignal): Promise<boolean> => {
    change(one.id, { state: 'moving', sent: 0, error: null });
    try {
      const token =
        'token' in one.source ? one.source.token : await bring(one.source.file, signal, (sent) => change(one.id, { sent }));
      try {
        await write.mutateAsync({ ...owner, token, description: one.description, restricted });
      } catch (error) {
        if ('file' in one.source) await call('attachments.drop', { token }).catch(() => undefined);
        throw error;
      }
      remove(one.id);
      return true;
    } catch (error) {
      change(one.id, error instanceof Cancelled ? { state: 'waiting', sent: 0 } : { state: 'refused', error });
      return false;
    }
  };

  /** Takes in all that wait. Answers how many are in and whether nothing is left over. */
  const run = async (owner: Owner, restricted: boolean): Promise<{ taken: number; left: number }> => {
    const controller = new AbortController();
    stop.current = controller;
    setRunning(true);
    const waiting = items.filter((one) => one.state === 'waiting');
    let taken = 0;
    for (const one of waiting) {
      if (controller.signal.aborted) break;
      if (await takeIn(one, owner, restricted, controller.signal)) taken += 1;
    }
    setRunning(false);
    return { taken, left: items.length - taken };
  };

  return {
    items,
    running,
    run,
    remove,
    cancel: () => stop.current?.abort(),
    describe: (id: number, description: string) => change(id, { description }),
    add: (more: readonly IntakeItem[]) => setItems((list) => [...list, ...more]),
    addChosen: (files: readonly { token: string; name: string; size: number }[]) =>
      setItems((list) => [...list, ...files.map(({ token, name, size }) => item(name, size, { token }))]),
  };
}
