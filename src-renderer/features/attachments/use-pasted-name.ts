import { useTranslation } from 'react-i18next';

/** A name for a picture from the clipboard: when it was pasted, in signs that every file system takes. */
export function usePastedName(): () => string {
  const { t } = useTranslation('attachments');
  return () => {
    const now = new Date();
    const two = (value: number) => String(value).padStart(2, '0');
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.');
    return `${t('pasted', { at: `${day} ${time}` })}.png`;
  };
}
