import type { RosterRow } from '../../../src-shared/contract/students/roster.ts';
import { type ClassContext, classKey, className } from '../../../src-shared/domain/class-name.ts';
import { enrolmentStatuses } from '../../../src-shared/domain/codes/person.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { mayFollow } from '../../../src-shared/domain/registration-number.ts';
import { identityOf, shownClass } from '../../vault/shown-class.ts';
import { hasLeft, type KnownStudent } from './known.ts';
import type { GuardianValues } from './read-guardians.ts';
import type { ReadRow } from './read-row.ts';

type Value = string | number | null;

/** Values of the card that the row would change; an empty cell changes nothing. An older registration number does not come back. */
export function cardChanges(read: ReadRow, match: KnownStudent): Record<string, string | number> {
  const changes: Record<string, string | number> = {};
  const now = match.row as unknown as Readonly<Record<string, Value>>;
  for (const [column, value] of Object.entries({ name: read.name, ...read.card }) as [string, string | number][]) {
    if (column === 'registration_no' && now[column] !== null && !mayFollow(String(now[column]), String(value))) continue;
    // The sheet spells a name in its own width or dots; only a different name is a change.
    if (column === 'name' && nameKey(String(now.name)) === nameKey(String(value))) continue;
    if (now[column] !== value) changes[column] = value;
  }
  return changes;
}

export const isLeaving = (status: string | null): boolean =>
  status !== null && enrolmentStatuses.has(status) && enrolmentStatuses.find(status).left;

/** What the row would change in the latest enrolment, or that it begins a new one. Whoever leaves does so from the class on file. */
export function enrolmentChange(read: ReadRow, match: KnownStudent, schoolYear: number) {
  const { enrolment } = match;
  const before = enrolment && identityOf(enrolment);
  if (!enrolment || !before || hasLeft(match)) return { kind: 'begin' } as const;
  if (enrolment.school_year !== schoolYear && !(isLeaving(read.status) && enrolment.to_date === null))
    return { kind: 'begin' } as const;
  const moves = !isLeaving(read.status) && classKey(before) !== classKey(read.classOf);
  const boarder = read.boarder === null ? enrolment.boarder : read.boarder ? 1 : 0;
  const dorm =
    read.dorm !== null && (enrolment.building !== read.dorm.building || enrolment.room !== read.dorm.room) ? read.dorm : null;
  const status = read.status ?? enrolment.status;
  const same = !moves && boarder === enrolment.boarder && dorm === null && status === enrolment.status;
  return same ? null : ({ kind: 'edit', enrolment, before, moves, boarder, dorm, status } as const);
}

/** A person of the sheet beside the guardian on file: nobody yet, or what is new about them; null when nothing is. */
export function guardianChange(person: GuardianValues, match: KnownStudent) {
  const same = match.guardians.find((g) => nameKey(g.name) === nameKey(person.name));
  if (!same) return { kind: 'add' } as const;
  const set: { phone?: string; relation?: string; note?: string | null } = {};
  if (person.phone !== null && person.phone !== same.phone) set.phone = person.phone;
  if (person.relation !== 'other' && person.relation !== same.relation) {
    set.relation = person.relation;
    if (same.note !== null) set.note = null;
  }
  return Object.keys(set).length === 0 ? null : ({ kind: 'set', guardian: same, set } as const);
}

/** The changes of one row field by field, as a preview shows them. */
export function shownChanges(read: ReadRow, match: KnownStudent, { schoolYear, shape }: ClassContext): RosterRow['changes'] {
  const now = match.row as unknown as Readonly<Record<string, Value>>;
  const changes = Object.entries(cardChanges(read, match)).map(([field, to]) => ({
    field,
    from: now[field] === null ? '' : String(now[field]),
    to: String(to),
  }));
  const put = (field: string, from: string, to: string): void => void changes.push({ field, from, to });
  const change = enrolmentChange(read, match, schoolYear);
  if (change?.kind === 'edit') {
    const { enrolment, before, moves, boarder, dorm, status } = change;
    if (moves) put('className', className(before, schoolYear, 'zh', shape), className(read.classOf, schoolYear, 'zh', shape));
    if (status !== enrolment.status) put('status', enrolment.status, status);
    if (boarder !== enrolment.boarder) put('attendance', enrolment.boarder === 1 ? '2' : '1', boarder === 1 ? '2' : '1');
    if (dorm) put('room', `${enrolment.building ?? ''}${enrolment.room ?? ''}`, `${dorm.building}${dorm.room}`);
  } else if (change) {
    const from = match.enrolment ? (shownClass(match.enrolment, match.enrolment.school_year, shape) ?? '') : '';
    if (hasLeft(match)) put('status', match.enrolment?.status ?? '', read.status ?? 'enrolled');
    put('className', from, className(read.classOf, schoolYear, 'zh', shape));
  }
  for (const person of read.guardians) {
    const of = guardianChange(person, match);
    if (of?.kind === 'add') put('guardian', '', person.name);
    if (of?.kind !== 'set') continue;
    if (of.set.phone !== undefined) put('guardianPhone', of.guardian.phone ?? '', of.set.phone);
    if (of.set.relation !== undefined) put('guardianRelation', of.guardian.relation, of.set.relation);
  }
  return changes;
}
