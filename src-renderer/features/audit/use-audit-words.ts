import { useTranslation } from 'react-i18next';
import { auditActions } from '../../../src-shared/contract/audit.ts';
import { type ChannelSpec, ROLES } from '../../../src-shared/contract/channel.ts';
import { contract } from '../../../src-shared/contract/index.ts';
import { formatInstant } from '../../components/index.ts';

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
    /** Counts and names that a row keeps; what has no word is for the program alone. */
    detail: (detail: Readonly<Record<string, string | number | boolean | null>>): string =>
      Object.entries(detail)
        .filter(([key, value]) => i18n.exists(`audit:detail.${key}`) && value !== null && value !== false)
        .map(([key, value]) => {
          const label = t(`detail.${key}` as 'title');
          if (value === true) return label;
          return `${label} ${key === 'lastAt' ? formatInstant(String(value)) : String(value)}`;
        })
        .join(' · '),
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
