import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { consentKinds } from '../../../src-shared/domain/codes.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNotice, SectionCard } from '../../components/index.ts';
import { EntryForm } from './entry-form.tsx';
import { StatusBadge } from './standing.tsx';
import { useConsentWords } from './words.ts';

/** Kinds that say something: those on record, and counseling always. */
function Kinds(props: { readonly known: Output<'consents.list'> }) {
  const { t } = useTranslation('consents');
  const { language } = useConsentWords();
  const { states, list } = props.known;
  const shown = states.filter((state) => state.kind === 'counseling' || state.kind === 'assessment' || state.status !== 'none');
  return (
    <Stack gap={6}>
      {shown.map((state) => (
        <Group key={state.kind} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">{consentKinds.label(state.kind, language)}</Text>
          <StatusBadge status={state.status} />
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {list.length === 0 ? t('card.none') : t('card.more', { count: list.length })}
      </Text>
    </Stack>
  );
}

/** On the page of a case. */
export function ConsentCard(props: { readonly studentId: string; readonly readOnly?: boolean }) {
  const { t } = useTranslation('consents');
  const { role } = useSession();
  const [adding, add] = useDisclosure(false);
  const read = useRead('consents.list', { studentId: props.studentId }, { enabled: role !== 'clerk' });
  if (!read.data) return <ErrorNotice error={read.error} />;
  return (
    <SectionCard
      title={t('title')}
      actions={
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" variant="default" component={Link} to={`/consents/${props.studentId}`}>
            {t('card.open')}
          </Button>
          {role === 'counselor' && props.readOnly !== true && (
            <Button size="xs" variant="default" onClick={add.open}>
              {t('card.add')}
            </Button>
          )}
        </Group>
      }
    >
      <Kinds known={read.data} />
      <Modal opened={adding} onClose={add.close} title={t('form.addTitle')} size="lg">
        <EntryForm studentId={props.studentId} onDone={add.close} />
      </Modal>
    </SectionCard>
  );
}

/** In the narrow column of a student's file. */
export function ConsentSide(props: { readonly studentId: string }) {
  const { t } = useTranslation('consents');
  const { role } = useSession();
  const id = useId();
  const read = useRead('consents.list', { studentId: props.studentId }, { enabled: role !== 'clerk' });
  if (role === 'clerk') return null;
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="xs" mt="md" wrap="nowrap">
        <Title order={2} size="h6" id={id}>
          {t('title')}
        </Title>
        <Button size="compact-xs" variant="default" component={Link} to={`/consents/${props.studentId}`}>
          {t('card.open')}
        </Button>
      </Group>
      <ErrorNotice error={read.error} />
      {read.data && <Kinds known={read.data} />}
    </section>
  );
}
