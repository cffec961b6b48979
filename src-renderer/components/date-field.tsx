import { DateInput, type DateInputProps } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { todayLocal } from './format-date.ts';
import { parseTyped } from './parse-typed.ts';

type Props = Omit<DateInputProps, 'value' | 'defaultValue' | 'onChange'> & {
  /** Local date `YYYY-MM-DD`, or null while empty. */
  readonly value?: string | null;
  readonly defaultValue?: string | null;
  readonly onChange?: (value: string | null) => void;
};

/** A local date by typing (2026-11-24, 20261124, 2026年11月24日) or by calendar. Works with `form.getInputProps`. */
export function DateField(props: Props) {
  const { t, i18n } = useTranslation('components');
  return (
    <DateInput
      valueFormat="YYYY-MM-DD"
      placeholder={todayLocal()}
      dateParser={parseTyped}
      locale={i18n.language === 'en' ? 'en' : 'zh-cn'}
      leftSection={<IconCalendar size={16} aria-hidden />}
      clearable={props.required !== true}
      clearButtonProps={{ 'aria-label': t('date.clear') }}
      {...props}
    />
  );
}
