import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConsentKind } from '../../../src-shared/domain/codes.ts';
import type { ConsentStatus } from '../../../src-shared/domain/consent.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice } from '../../components/index.ts';
import { statusColor, useConsentWords } from './words.ts';

export function StatusBadge(props: { readonly status: ConsentStatus }) {
  const { t } = useTranslation('consents');
  // A dot beside the word: colour never speaks alone, and grey words on grey would be hard to read.
  return (
    <Badge variant="dot" color={statusColor(props.status)} radius="sm" size="md">
      {t(`status.${props.status}`)}
    </Badge>
  );
}

/** How one kind stands, in one line; nothing for a role that does not see it. */
export function Standing(props: { readonly studentId: string; readonly kind: ConsentKind; readonly on?: string | null }) {
  const { role } = useSession();
  const words = useConsentWords();
  const { studentId, kind, on } = props;
  const read = useRead('consents.standing', { studentId, kind, ...(on && { on }) }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  if (!read.data) return <ErrorNotice error={read.error} />;
  return (
    <Text size="sm" component="div" role="status">
      <StatusBadge status={read.data.status} /> {words.line(kind, read.data)}
    </Text>
  );
}
