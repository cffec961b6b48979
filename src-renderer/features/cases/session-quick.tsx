import { useTranslation } from 'react-i18next';
import type { QuickFormProps, QuickStudent } from '../../app/quick-forms.ts';
import { useFirstFocus } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

const newSession = (studentId: string): string => `/cases/session/new?${new URLSearchParams({ student: studentId })}`;

/** With one student known the whole form opens at once. */
export const sessionOf = ([only, ...others]: readonly QuickStudent[]): string | null =>
  only && others.length === 0 ? newSession(only.id) : null;

/** Asks for the student and leads to the whole form of a session. */
export function SessionQuick(props: QuickFormProps) {
  const { t } = useTranslation('cases');
  const place = useFirstFocus<HTMLDivElement>(true);
  return (
    <div ref={place}>
      <StudentPicker label={t('list.pick')} autoFocus onPick={(id) => props.onLeave(newSession(id))} />
    </div>
  );
}
