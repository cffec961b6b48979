import type { attachments } from '../../src-shared/contract/attachments.ts';
import type { Handlers } from '../vault/context.ts';
import {
  addAttachment,
  attachmentUsage,
  beginTransfer,
  dropTransfer,
  exportAttachment,
  listAttachments,
  readAttachment,
  removeAttachment,
  setRestricted,
  takePart,
} from './attachments.service.ts';

export const attachmentsChannels: Handlers<keyof typeof attachments> = {
  'attachments.list': listAttachments,
  'attachments.usage': attachmentUsage,
  'attachments.begin': beginTransfer,
  'attachments.part': takePart,
  'attachments.drop': dropTransfer,
  'attachments.add': addAttachment,
  'attachments.read': readAttachment,
  'attachments.export': exportAttachment,
  'attachments.setRestricted': async (ctx, input) => ({ restricted: await setRestricted(ctx, input) }),
  'attachments.remove': async (ctx, input) => {
    await removeAttachment(ctx, input);
    return { removed: true };
  },
};
