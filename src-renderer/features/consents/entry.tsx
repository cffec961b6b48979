import { Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConsentRow } from '../../../src-shared/contract/consents.ts';
import { consentForms, consentKinds, guardianRelations, withdrawalWays } from '../../../src-shared/domain/codes.ts';
import { consentParties } from '../../../src-shared/domain/consent.ts';
import { useSlots } from '../../app/slots.ts';
import { formatDate, formatInstant } from '../../components/index.ts';
import { useConsentWords } from './words.ts';

export type Act = 'correct' | 'withdraw' | 'handle' | 'void';

const EVIDENCE = { attached: 'pine', paperOnly: 'gray', none: 'yellow' } as const;

/** One consent with all that was agreed, its evidence, and what may be done about it. */
export function Entry(props: {
  readonly row: ConsentRow;
  readonly studentId: string;
  readonly mayWrite: boolean;
  readonly onAct: (act: Act) => void;
}) {
  const { t } = useTranslation('consents');
  const { language } = useConsentWords();
  const slots = useSlots();
  const { row, mayWrite, onAct } = props;
  const over = row.voided !== null || row.withdrawal !== null;
  const open = mayWrite && row.voided === null;
  const relation =
    row.giverRelation === null ? '' : t('entry.relation', { relation: guardianRelations.label(row.giverRelation, language) });
  const details = [
    row.scope && t('entry.scope', { text: row.scope }),
    row.recipient && t('entry.recipient', { text: row.recipient }),
    row.limits && t('entry.limits', { text: row.limits }),
    row.note && t('entry.note', { text: row.note }),
  ];
  return (
    <Stack gap={6} component="article" aria-label={consentKinds.label(row.kind, language)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600} td={over ? 'line-through' : undefined}>
              {consentKinds.label(row.kind, language)}
            </Text>
            {row.form !== null && <Badge variant="default">{consentForms.label(row.form, language)}</Badge>}
            <Badge variant="dot" color={EVIDENCE[row.evidence]}>
              {t(`entry.evidence.${row.evidence}`, { count: row.files, place: row.keptAt ?? '' })}
            </Badge>
          </Group>
          <Text size="sm">
            {[
              t('entry.given', { date: formatDate(row.givenOn), giver: t(`giver.${row.giver}`) }),
              row.giverName && `${row.giverName}${relation}`,
              row.untilDate && t('entry.until', { date: formatDate(row.untilDate) }),
              row.witness && t('entry.witness', { name: row.witness }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        {open && <Acts row={row} onAct={onAct} />}
      </Group>
      {details.map((line) =>
        line ? (
          <Text key={line} size="sm">
            {line}
          </Text>
        ) : null,
      )}
      <Ended row={row} />
      {slots.ownedFiles.map((Files) => (
        <Files key={Files.name} ownerKind="consent" ownerId={row.consentId} studentId={props.studentId} readOnly={!open} />
      ))}
      <Text size="xs" c="dimmed">
        {[
          t('entry.recorded', { by: row.recordedBy, at: formatInstant(row.recordedAt) }),
          row.corrections > 0 && t('entry.corrected', { count: row.corrections }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </Stack>
  );
}

function Acts(props: { readonly row: ConsentRow; readonly onAct: (act: Act) => void }) {
  const { t } = useTranslation('consents');
  const { withdrawal } = props.row;
  const waits = withdrawal !== null && withdrawal.handledOn === null;
  return (
    <Group gap={4} wrap="nowrap">
      {waits && (
        <Button size="xs" onClick={() => props.onAct('handle')}>
          {t('entry.handle')}
        </Button>
      )}
      {withdrawal === null && (
        <Button size="xs" variant="default" onClick={() => props.onAct('withdraw')}>
          {t('entry.withdraw')}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="subtle" aria-label={t('entry.more')}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => props.onAct('correct')}>{t('entry.correct')}</Menu.Item>
          <Menu.Item onClick={() => props.onAct('void')}>{t('entry.void')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function Ended({ row }: { readonly row: ConsentRow }) {
  const { t } = useTranslation('consents');
  const { language } = useConsentWords();
  const { withdrawal, voided } = row;
  const party = consentParties.find((one) => one === withdrawal?.by);
  return (
    <>
      {voided && <Text size="sm">{t('entry.voided', { reason: voided.reason })}</Text>}
      {withdrawal && (
        <Text size="sm" fw={500}>
          {[
            t('entry.withdrawn', {
              date: formatDate(withdrawal.on),
              by: party ? t(`giver.${party}`) : '—',
              via: withdrawal.via === null ? '—' : withdrawalWays.label(withdrawal.via, language),
            }),
            withdrawal.note,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      )}
      {withdrawal && (
        <Text size="sm" fw={withdrawal.handledOn === null ? 600 : undefined}>
          {withdrawal.handledOn === null
            ? t('entry.unhandled')
            : t('entry.handled', { date: formatDate(withdrawal.handledOn), text: withdrawal.handling ?? '' })}
        </Text>
      )}
    </>
  );
}
