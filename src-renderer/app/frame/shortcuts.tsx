import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const keys = [
  ['search', 'Ctrl K'],
  ['quick', 'Ctrl J'],
  ['quickNumber', '1 2 3 4'],
  ['save', 'Ctrl Enter'],
  ['escape', 'Esc'],
  ['shield', 'Ctrl Shift H'],
  ['lock', 'Ctrl L'],
  ['help', 'Ctrl /'],
] as const;
const onMac = navigator.platform.startsWith('Mac');

/** The keys that work everywhere. */
export function Shortcuts(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('shortcuts.title')} size="md">
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {keys.map(([name, key]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`shortcuts.${name}`)}</Table.Td>
              <Table.Td ta="right">
                {key.split(' ').map((part) => (
                  <Kbd key={part} ml={4}>
                    {part === 'Ctrl' && onMac ? '⌘' : part}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
