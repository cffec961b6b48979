import { Alert, Button, Group, Pill, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StudentPicker } from './student-picker.tsx';
import type { SetDraft } from './use-set-draft.ts';

/** Whom a form is about, and the question where the text goes when that changes. */
export function StudentSet<T>(props: {
  readonly label: string;
  readonly draft: SetDraft<T>;
  readonly several: boolean;
  readonly error?: string | null;
}) {
  const { t } = useTranslation('components');
  const { draft, several } = props;
  const { students, moving } = draft;
  const pick = (id: string, name: string): void => {
    if (students.some((student) => student.id === id)) return;
    void draft.choose(several ? [...students, { id, name }] : [{ id, name }]);
  };
  return (
    <Stack gap={6}>
      <StudentPicker label={props.label} onPick={pick} autoFocus={students.length === 0} />
      {props.error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {props.error}
        </Text>
      )}
      {students.length > 0 && (
        <Pill.Group>
          {students.map((student) => (
            <Pill
              key={student.id}
              withRemoveButton
              removeButtonProps={{
                'aria-label': t('studentSet.remove', { name: student.name }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onRemove={() => void draft.choose(students.filter(({ id }) => id !== student.id))}
            >
              {student.name}
            </Pill>
          ))}
        </Pill.Group>
      )}
      {moving && <Question draft={draft} />}
    </Stack>
  );
}

function Question<T>({ draft }: { readonly draft: SetDraft<T> }) {
  const { t } = useTranslation('components');
  const { students, moving } = draft;
  if (!moving) return null;
  const named = (list: readonly { readonly name: string }[]): string =>
    list.length === 0 ? t('studentSet.nobody') : list.map(({ name }) => name).join('、');
  const names = { from: named(students), to: named(moving.to) };
  return (
    <Alert
      variant="light"
      color="yellow"
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      role="alertdialog"
      aria-label={t('studentSet.title')}
      title={t('studentSet.title')}
    >
      <Text size="sm" mb="xs">
        {t(moving.own ? 'studentSet.own' : 'studentSet.text', names)}
      </Text>
      <Group gap="xs">
        {!moving.own && (
          <Button size="xs" autoFocus onClick={() => void draft.carry()}>
            {t('studentSet.carry', names)}
          </Button>
        )}
        <Button size="xs" variant="default" autoFocus={moving.own} onClick={draft.leave}>
          {t(moving.own ? 'studentSet.openOwn' : 'studentSet.leave', names)}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={draft.stay}>
          {t('studentSet.stay', names)}
        </Button>
      </Group>
    </Alert>
  );
}
