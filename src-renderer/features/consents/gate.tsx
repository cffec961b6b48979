import { Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import type { ConsentSlots } from '../../app/slots.ts';
import { ErrorNotice } from '../../components/index.ts';
import { EntryForm } from './entry-form.tsx';
import { GroundFields } from './ground-fields.tsx';
import classes from './notice.module.css';
import { Standing } from './standing.tsx';
import { useConsentWords } from './words.ts';

/** Stands where something needs consent: one line while there is, else the way to it and the ground for acting without. */
export const Gate: ConsentSlots['Gate'] = (props) => {
  const { t } = useTranslation('consents');
  const { role } = useSession();
  const words = useConsentWords();
  const [adding, add] = useDisclosure(false);
  const { studentId, kind, on, fieldError } = props;
  const read = useRead('consents.standing', { studentId, kind, ...(on && { on }) }, { enabled: role !== 'clerk' });
  const fields = <GroundFields ground={props.ground} onGround={props.onGround} fieldError={fieldError} />;
  // Who may not see consents is asked for a ground once the vault has said that it is needed.
  if (role === 'clerk') return fieldError('basis') === null && props.ground.code === '' ? null : fields;
  if (!read.data) return <ErrorNotice error={read.error} />;
  if (read.data.valid) return <Standing studentId={studentId} kind={kind} on={on ?? null} />;
  return (
    <Paper withBorder p="sm" className={classes.notice}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t('gate.title', { kind: words.kindWord(kind) })}
        </Text>
        <Text size="sm">{[words.line(kind, read.data), words.age(read.data.ageBasis, read.data.age)].join(' · ')}</Text>
        <Text size="sm">{t('gate.text')}</Text>
        {role === 'counselor' && (
          <Group gap="xs">
            <Button size="xs" onClick={add.open}>
              {t('gate.register')}
            </Button>
            <Button
              size="xs"
              variant="default"
              component={Link}
              to={`/consents/print?kind=${kind}&student=${encodeURIComponent(studentId)}`}
            >
              {t('gate.print')}
            </Button>
          </Group>
        )}
        {fields}
      </Stack>
      <Modal opened={adding} onClose={add.close} title={t('form.addTitle')} size="lg">
        <EntryForm studentId={studentId} kind={kind} onDone={add.close} />
      </Modal>
    </Paper>
  );
};
