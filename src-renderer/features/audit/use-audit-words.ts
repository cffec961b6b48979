import { useTranslation } from 'react-i18next';
import { auditActions } from '../../../src-shared/contract/audit.ts';
import { type ChannelSpec, ROLES } from '../../../src-shared/contract/channel.ts';
import { contract } from '../../../src-shared/contract/index.ts';

/** Channels of the vault process: those whose use may stand in the record. */
export const auditedChannels: readonly string[] = Object.entries(contract as Readonly<Record<string, ChannelSpec>>)
  .filter(([, spec]) => spec.host === 'vault')
  .map(([name]) => name);
const PARTS = ['sheet', 'seq', 'at', 'who', 'role', 'action', 'channel', 'about', 'changed'] as const;

/** Plain words of channels and fields; one without a word stays as it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation('audit');
  const word = (key: string, fallback: string): string => (i18n.exists(`audit:${key}`) ? t(key as 'title') : fallback);
  const channel = (name: string): string => word(`does.${name}`, name);
  /** Of `entity.field`. */
  const field = (name: string): string => {
    const [entity = '', column = ''] = name.split('.');
    return column === '' ? name : `${word(`entity.${entity}`, entity)} · ${word(`field.${column}`, column)}`;
  };
  return {
    channel,
    field,
    /** Channels whose words, or whose name, hold what was typed. */
    channelsWith: (typed: string): string[] =>
      auditedChannels.filter((name) => `${channel(name)} ${name}`.toLowerCase().includes(typed.toLowerCase())),
    /** Everything that a workbook needs. */
    forBook: (): Record<string, string> =>
      Object.fromEntries([
        ...PARTS.map((part) => [`heading.${part}`, t(`book.${part}`)]),
        ...auditActions.map((action) => [`action.${action}`, t(`action.${action}`)]),
        ...ROLES.map((role) => [`role.${role}`, t(`role.${role}`)]),
        ...auditedChannels.map((name) => [`channel.${name}`, channel(name)]),
      ]),
  };
}
