import { Anchor, Badge, Group, Mark, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NoteHit } from '../../../src-shared/contract/search.ts';
import { formatDate } from '../../components/index.ts';
import classes from './search.module.css';

/** Each note with its student, its day and the place where the words stand. */
export function NoteHits(props: { readonly hits: readonly NoteHit[]; readonly label: string }) {
  if (props.hits.length === 0) return null;
  return (
    <ol className={classes.hits} aria-label={props.label}>
      {props.hits.map((hit) => (
        <li key={hit.key} className={classes.hit}>
          <Hit hit={hit} />
        </li>
      ))}
    </ol>
  );
}

function Hit({ hit }: { readonly hit: NoteHit }) {
  const { t } = useTranslation('search');
  const [first] = hit.students;
  const to = hit.sessionId !== null ? `/cases/session/${hit.sessionId}` : first ? `/students/${first.id}` : null;
  const names = hit.students.map((student) => [student.name, student.className].filter(Boolean).join(' ')).join('、');
  return (
    <>
      <Group gap="xs">
        {to === null ? (
          <Text fw={600} size="sm">
            {names || t('noStudent')}
          </Text>
        ) : (
          <Anchor component={Link} to={to} fw={600} size="sm" c="inherit">
            {names}
          </Anchor>
        )}
        <Badge size="xs" variant="default">
          {t(`kind.${hit.kind}`)}
        </Badge>
        <Text size="xs" c="dimmed">
          {formatDate(hit.on)}
        </Text>
      </Group>
      <Text size="sm" className={classes.snippet}>
        {hit.before}
        <Mark>{hit.match}</Mark>
        {hit.after}
      </Text>
    </>
  );
}
