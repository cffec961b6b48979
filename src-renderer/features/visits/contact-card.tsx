import { Alert, Anchor, Badge, Button, Divider, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactRow, ContactSeries } from '../../../src-shared/contract/visits.ts';
import { contactMatters, contactModes } from '../../../src-shared/domain/codes.ts';
import { useRead } from '../../app/api.ts';
import { useQuickForms } from '../../app/quick-forms.ts';
import { codeWord } from '../../components/code-options.ts';
import { ErrorNotice, formatDate, formatInstant } from '../../components/index.ts';
import { ContactDialog, OutcomeBadge } from './contact-dialog.tsx';
import { GuardianPhone } from './contact-fields.tsx';

const SHOWN = 4;

/** In a student's file: whom nobody could reach so far, and who is still to be told of the level. */
export function ContactMark(props: { readonly studentId: string }) {
  const { t, i18n } = useTranslation('visits');
  const quick = useQuickForms();
  const read = useRead('visits.contacts', { studentId: props.studentId });
  if (!read.data) return null;
  const { student, guardians, series, noticeDueOn } = read.data;
  const silent = series.filter((one) => one.unreached);
  const noticeSilent = silent.some((one) => one.matter === 'levelNotice');
  const write = (matter: string): void => quick({ form: 'contact', students: [student], preset: matter });
  const untried = (one: ContactSeries) => guardians.filter(({ name }) => one.untried.includes(name));
  return (
    <Stack gap="xs" my={silent.length > 0 || noticeDueOn !== null ? 'sm' : 0}>
      {silent.map((one) => (
        <Alert
          key={one.matter}
          variant="outline"
          color="orange"
          p="sm"
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
          title={t('mark.unreached', { matter: codeWord(contactMatters, one.matter, i18n.language), count: one.failed })}
        >
          <Text size="sm">{t('mark.next')}</Text>
          {untried(one).length > 0 && (
            <Group gap="md" mt={4}>
              <Text size="sm">{t('mark.untried')}</Text>
              {untried(one).map((guardian) => (
                <GuardianPhone key={guardian.guardianId} studentId={student.id} guardian={guardian} />
              ))}
            </Group>
          )}
          <Group gap="xs" mt="xs">
            <Button size="xs" onClick={() => write(one.matter)}>
              {t('mark.write')}
            </Button>
            <Button size="xs" variant="default" onClick={() => quick({ form: 'visit', students: [student] })}>
              {t('mark.visit')}
            </Button>
          </Group>
        </Alert>
      ))}
      {noticeDueOn !== null && !noticeSilent && (
        <Alert variant="outline" color="yellow" p="sm">
          <Group justify="space-between">
            <Text size="sm">{t('mark.notice', { date: formatDate(noticeDueOn) })}</Text>
            <Button size="xs" variant="default" onClick={() => write('levelNotice')}>
              {t('mark.write')}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}

/** In the narrow column of a student's file: the latest contacts. */
export function ContactSide(props: { readonly studentId: string }) {
  const { t, i18n } = useTranslation('visits');
  const quick = useQuickForms();
  const [opened, setOpened] = useState<ContactRow | null>(null);
  const read = useRead('visits.contacts', { studentId: props.studentId });
  if (read.error) return <ErrorNotice error={read.error} />;
  if (!read.data) return null;
  const { student, contacts, series } = read.data;
  return (
    <section>
      <Divider my="md" />
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h6">
          {t('contacts.title')}
        </Title>
        <Button size="compact-xs" variant="default" onClick={() => quick({ form: 'contact', students: [student] })}>
          {t('contacts.new')}
        </Button>
      </Group>
      {contacts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('contacts.none')}
        </Text>
      )}
      <Stack gap={6}>
        {series
          .filter((one) => one.failed > 0)
          .map((one) => (
            <Group key={one.matter} gap={6}>
              <Badge
                size="sm"
                radius="sm"
                variant="outline"
                color={one.unreached ? 'orange' : 'gray'}
                c="var(--mantine-color-text)"
              >
                {t('contact.runShort', { count: one.failed })}
              </Badge>
              <Text size="xs">{codeWord(contactMatters, one.matter, i18n.language)}</Text>
            </Group>
          ))}
        {contacts.slice(0, SHOWN).map((row) => (
          <UnstyledButton key={row.contactId} onClick={() => setOpened(row)}>
            <Group gap={6} wrap="nowrap" justify="space-between">
              <Text size="sm" truncate>
                {[codeWord(contactModes, row.mode, i18n.language), row.withWhom ?? row.toWhom].filter(Boolean).join(' · ')}
              </Text>
              <OutcomeBadge outcome={row.outcome} />
            </Group>
            <Text size="xs" c="dimmed">
              {formatInstant(row.contactedAt)}
            </Text>
          </UnstyledButton>
        ))}
        {contacts.length > 0 && (
          <Anchor component={Link} to="/visits/contacts" size="xs">
            {t('contacts.all')}
          </Anchor>
        )}
      </Stack>
      {opened && <ContactDialog row={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}
