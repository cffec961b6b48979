import type { Kysely } from 'kysely';
import * as firstVault from './0001-first-vault.ts';
import * as trust from './0002-trust.ts';
import * as roll from './0003-roll.ts';
import * as chronologySearch from './0004-chronology-search.ts';
import * as attachments from './0005-attachments.ts';
import * as consents from './0006-consents.ts';
import * as contacts from './0007-contacts.ts';
import * as attachmentSearch from './0008-attachment-search.ts';

/** One entry a schema version, oldest first; index + 1 is the `user_version` it leads to. A landed file is never edited. */
export const migrations: readonly { readonly name: string; readonly up: (db: Kysely<never>) => Promise<void> }[] = [
  { name: '0001-first-vault', up: firstVault.up },
  { name: '0002-trust', up: trust.up },
  { name: '0003-roll', up: roll.up },
  { name: '0004-chronology-search', up: chronologySearch.up },
  { name: '0005-attachments', up: attachments.up },
  { name: '0006-consents', up: consents.up },
  { name: '0007-contacts', up: contacts.up },
  { name: '0008-attachment-search', up: attachmentSearch.up },
];
