import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A quiet wait for a first answer. */
export function Loading() {
  const { t } = useTranslation('components');
  return (
    <Center py={48} role="status" aria-label={t('loading')}>
      <Loader size="sm" />
    </Center>
  );
}
