import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.ts';
import { formatDate, todayLocal } from '../../components/index.ts';
import { Paper, Sheet } from '../vault/index.ts';
import classes from './users.module.css';

interface Slip {
  readonly userName: string;
  readonly oneTimePassphrase: string;
}

const RULES = [1, 2, 3] as const;

/** One-time passphrases, shown this once: on screen as a list, on paper one sheet a person. */
export function Slips(props: { readonly slips: readonly Slip[]; readonly onDone: () => void }) {
  const { t } = useTranslation('users');
  const { schoolName } = useSession();
  return (
    <Stack gap="md">
      <Text size="sm">{t('slips.lead')}</Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.name')}</Table.Th>
            <Table.Th>{t('slips.passphrase')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.slips.map(({ userName, oneTimePassphrase }) => (
            <Table.Tr key={userName}>
              <Table.Td>{userName}</Table.Td>
              <Table.Td>
                <output className={classes.code}>{oneTimePassphrase}</output>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Alert variant="light">{t('slips.once')}</Alert>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => window.print()}>
          {t('slips.print')}
        </Button>
        <Button onClick={props.onDone}>{t('slips.handed')}</Button>
      </Group>
      <Paper>
        {props.slips.map(({ userName, oneTimePassphrase }) => (
          <Sheet
            key={userName}
            title={t('slips.sheet')}
            facts={[
              [t('vault:sheet.school'), schoolName],
              [t('vault:sheet.user'), userName],
              [t('vault:sheet.date'), formatDate(todayLocal())],
            ]}
            rules={RULES.map((rule) => t(`slips.rule${rule}`))}
            signatures={[]}
          >
            <p className={classes.printed}>{oneTimePassphrase}</p>
          </Sheet>
        ))}
      </Paper>
    </Stack>
  );
}
