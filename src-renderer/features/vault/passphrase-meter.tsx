import { List, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { judgePassphrase } from '../../../src-shared/domain/passphrase.ts';

const COLOURS = ['red', 'red', 'yellow', 'pine', 'pine'] as const;

/** Strength in words with what would make it better; the bar only repeats it. */
export function PassphraseMeter(props: { readonly passphrase: string }) {
  const { t } = useTranslation('vault');
  if (props.passphrase === '') return null;
  const { score, weaknesses } = judgePassphrase(props.passphrase);
  return (
    <div role="status">
      <Progress value={((score + 1) / 5) * 100} color={COLOURS[score]} size="xs" aria-label={t('meter.label')} />
      <Text size="xs" mt={4}>
        {t(`meter.score${score}`)}
      </Text>
      {weaknesses.length > 0 && (
        <List size="xs">
          {weaknesses.map((weakness) => (
            <List.Item key={weakness}>{t(`meter.${weakness}`)}</List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
