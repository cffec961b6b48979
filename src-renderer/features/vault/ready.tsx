import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from './panel.tsx';

/** The end of the first run: the next step is the roster. */
export function Ready(props: { readonly onImport: () => void; readonly onLater: () => void }) {
  const { t } = useTranslation('vault');
  return (
    <Panel title={t('ready.title')} lead={t('ready.lead')} width={520}>
      <Group>
        <Button onClick={props.onImport}>{t('ready.import')}</Button>
        <Button variant="default" onClick={props.onLater}>
          {t('ready.later')}
        </Button>
      </Group>
    </Panel>
  );
}
