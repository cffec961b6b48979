import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatTime } from './format-date.ts';

/** "已存草稿 14:02" beside a form; nothing before the first save. */
export function DraftMark(props: { readonly savedAt: string | null }) {
  const { t } = useTranslation('components');
  return (
    <Text size="xs" c="dimmed" role="status">
      {props.savedAt === null ? '' : t('draft.saved', { time: formatTime(props.savedAt) })}
    </Text>
  );
}
