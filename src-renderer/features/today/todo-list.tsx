import { Badge, Box, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { consentKinds } from '../../../src-shared/domain/codes.ts';
import { useWrite } from '../../app/api.ts';
import { useQuickForms } from '../../app/quick-forms.ts';
import { useSlots } from '../../app/slots.ts';
import { codeWord } from '../../components/code-options.ts';
import { DiscardDraft, EmptyState, formatDate, formatTime, LevelBadge, SectionCard, todayLocal } from '../../components/index.ts';
import classes from './today.module.css';

type Overview = Output<'today.overview'>;
type Todo = Overview['todos'][number];
type Filter = 'all' | 'today' | 'overdue' | 'week';
const FILTERS: readonly Filter[] = ['all', 'today', 'overdue', 'week'];
/** Longer lists open by themselves on demand: nobody works through more in a day. */
const PAGE = 60;

function belongs(todo: Todo, filter: Filter, on: string): boolean {
  if (filter === 'all') return true;
  if (filter === 'overdue') return todo.overdueDays > 0;
  if (filter === 'today') return todo.overdueDays === 0 && (todo.immediate || todo.dueOn === null || todo.dueOn === on);
  return todo.dueOn !== null && todo.dueOn > on;
}

/** Address of the place where a to-do is done. */
export function addressOf(todo: Todo): string {
  const { kind, id } = todo.target;
  if (kind === 'student') return `/students/${id}`;
  if (kind === 'review') return '/warnings';
  if (kind === 'plan') return `/plans/${id}`;
  if (kind === 'session') return `/cases/session/${id}`;
  if (kind === 'case') return `/cases/${id}`;
  if (kind === 'consent') return `/consents/${id}`;
  return todo.student ? `/students/${todo.student.id}` : '/today';
}

export function TodoList(props: { readonly overview: Overview }) {
  const { t } = useTranslation('today');
  const [filter, setFilter] = useState<Filter>('all');
  const [shown, setShown] = useState(PAGE);
  const { todos, counts, on } = props.overview;
  const rows = todos.filter((todo) => belongs(todo, filter, on));
  const count = { all: todos.length, ...counts };
  return (
    <SectionCard
      title={t('todos')}
      padding="none"
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('filterLabel')}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={FILTERS.map((value) => ({ value, label: t(`filter.${value}`, { count: count[value] }) }))}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} />
      ) : (
        <Stack gap={0} component="ul" className={classes.list}>
          {rows.slice(0, shown).map((todo) => (
            <TodoRow key={`${todo.kind}${todo.target.id}${todo.why.consent ?? ''}`} todo={todo} on={on} />
          ))}
        </Stack>
      )}
      {rows.length > shown && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" onClick={() => setShown(shown + PAGE)}>
            {t('filter.all', { count: rows.length })}
          </Button>
        </Group>
      )}
    </SectionCard>
  );
}

/** Of which consent a to-do speaks. */
function consentWord(todo: Todo, language: string): string {
  const { consent } = todo.why;
  return consent === undefined ? '' : codeWord(consentKinds, String(consent), language);
}

function TodoRow(props: { readonly todo: Todo; readonly on: string }) {
  const { t } = useTranslation('today');
  const { todo } = props;
  const about = todo.draft?.students ?? (todo.student ? [todo.student] : []);
  const name = about.length === 0 ? t('noStudent') : about.map((student) => student.name).join('、');
  return (
    <Box component="li" className={classes.row}>
      <div>
        {todo.kind === 'interview' ? (
          <Badge variant="outline" radius="sm" color={todo.immediate ? 'red' : 'gray'} classNames={{ label: classes.mark }}>
            {t(todo.immediate ? 'immediate' : 'interview')}
          </Badge>
        ) : (
          todo.kind !== 'draft' && <LevelBadge level={todo.level} />
        )}
      </div>
      <div className={classes.student}>
        <Text size="sm" fw={600} truncate title={name}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {about.length === 1 ? about[0]?.className : ''}
        </Text>
      </div>
      <Why todo={todo} />
      <Due todo={todo} on={props.on} />
      <Do todo={todo} name={name} />
    </Box>
  );
}

function Why({ todo }: { readonly todo: Todo }) {
  const { t, i18n } = useTranslation('today');
  const { drafts } = useSlots();
  if (!todo.draft)
    return <Text size="sm">{t(`why.${whyOf(todo)}`, { ...todo.why, kind: consentWord(todo, i18n.language) })}</Text>;
  const word = drafts[todo.draft.form]?.word;
  const today = todayLocal(new Date(todo.draft.savedAt)) === todayLocal();
  return (
    <Text size="sm">
      {t('why.draft', {
        form: word === undefined ? '' : t(word),
        time: today ? formatTime(todo.draft.savedAt) : formatDate(todo.draft.savedAt),
      })}
    </Text>
  );
}

/** The button that leads to where the to-do is done; a draft goes on in its own form, with its own students. */
function Do({ todo, name }: { readonly todo: Todo; readonly name: string }) {
  const { t } = useTranslation('today');
  const { drafts } = useSlots();
  const quick = useQuickForms();
  const discard = useWrite('drafts.discard', { invalidates: ['today.overview', 'drafts.list'] });
  const { draft } = todo;
  const action = t(`action.${todo.kind}`);
  const look = { variant: 'default', size: 'xs', 'aria-label': t('actionFor', { action, name }) } as const;
  if (todo.kind === 'guardianNotice' && todo.student) {
    const { student } = todo;
    return (
      <Button {...look} onClick={() => quick({ form: 'contact', students: [student], preset: 'levelNotice' })}>
        {action}
      </Button>
    );
  }
  if (!draft) {
    return (
      <Button {...look} component={Link} to={addressOf(todo)}>
        {action}
      </Button>
    );
  }
  const place = drafts[draft.form];
  const { form, studentId, draftId, students } = draft;
  const to = place?.to?.(
    students.map(({ id }) => id),
    draftId,
  );
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <DiscardDraft
        shown
        size="xs"
        label={t('discardFor', { name })}
        onDiscard={() => discard.mutateAsync({ form, studentId, draftId })}
      />
      {to === undefined ? (
        <Button {...look} onClick={() => quick({ form, students })}>
          {action}
        </Button>
      ) : (
        <Button {...look} component={Link} to={to}>
          {action}
        </Button>
      )}
    </Group>
  );
}

function whyOf(todo: Todo): string {
  if (todo.kind === 'interview') return todo.immediate ? 'interviewNow' : 'interview';
  if (todo.kind === 'unseen') return 'days' in todo.why ? 'unseenDays' : 'unseenSince';
  return todo.kind;
}

function Due(props: { readonly todo: Todo; readonly on: string }) {
  const { t } = useTranslation('today');
  const { dueOn, overdueDays } = props.todo;
  if (overdueDays > 0) {
    return (
      <Text size="sm" className={classes.late}>
        {t('due.overdue', { days: overdueDays })}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      {dueOn === null ? t('due.none') : dueOn === props.on ? t('due.today') : formatDate(dueOn)}
    </Text>
  );
}
